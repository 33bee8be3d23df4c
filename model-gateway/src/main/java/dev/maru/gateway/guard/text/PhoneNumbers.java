package dev.maru.gateway.guard.text;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Phone numbers: international ones of any country, national ones of Korea and the United States. */
final class PhoneNumbers {
    private static final List<String> REGIONS = List.of("KR", "US");
    private static final long MOST_TRIES = 100_000;
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    /** Digits alone are mostly something else: an order, a time, an amount. Korean mobile numbers are written so. */
    private static final Pattern BARE = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");

    private static final Pattern BARE_MOBILE = Pattern.compile("01[016789][0-9]{7,8}");

    private PhoneNumbers() {}

    static void find(String text, int from, Consumer<Finding> found) {
        var segment = text.substring(from);
        for (var region : REGIONS) {
            for (var match : NUMBERS.findNumbers(segment, region, Leniency.VALID, MOST_TRIES)) {
                var raw = match.rawString();
                if (!BARE.matcher(raw).matches() || BARE_MOBILE.matcher(raw).matches()) {
                    found.accept(PiiKind.PHONE.at(from + match.start(), from + match.end()));
                }
            }
        }
    }
}
