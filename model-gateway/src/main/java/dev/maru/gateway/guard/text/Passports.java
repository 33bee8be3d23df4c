package dev.maru.gateway.guard.text;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Passport numbers: Korean ones by their form, others where a word before them says what they are. */
final class Passports {
    private static final int WORD_WITHIN = 40;
    private static final Pattern NUMBER = Pattern.compile(
            "(?<![A-Za-z0-9])(?:[A-Z]{1,2}[0-9]{7,8}|[A-Z][0-9]{3}[A-Z][0-9]{4}|[0-9]{9})(?![A-Za-z0-9])");
    private static final Pattern KOREAN = Pattern.compile("[MSRODG](?:[0-9]{8}|[0-9]{3}[A-Z][0-9]{4})");
    private static final Pattern WORD = Pattern.compile("(?i)passport|여권");

    private Passports() {}

    static void find(String text, int from, Consumer<Finding> found) {
        var matcher = NUMBER.matcher(text);
        for (int at = from; at < text.length() && matcher.find(at); at = matcher.end()) {
            var before = text.substring(Math.max(0, matcher.start() - WORD_WITHIN), matcher.start());
            if (KOREAN.matcher(matcher.group()).matches()
                    || WORD.matcher(before).find()) {
                found.accept(PiiKind.PASSPORT.at(matcher.start(), matcher.end()));
            }
        }
    }
}
