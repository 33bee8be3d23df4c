package dev.maru.gateway.guard.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Numbers that states give to people and firms; no library checks these. */
final class NationalNumbers {
    private static final Pattern RESIDENT =
            Pattern.compile("(?<![0-9A-Za-z])([0-9]{2})([0-9]{2})([0-9]{2})( ?- ?|)([0-9])[0-9]{6}(?![0-9])");
    private static final Pattern BUSINESS = Pattern.compile("(?<![0-9-])[0-9]{3}-[0-9]{2}-[0-9]{5}(?![0-9-])");
    private static final Pattern SOCIAL =
            Pattern.compile("(?<![0-9-])([0-9]{3})([- ])([0-9]{2})\\2([0-9]{4})(?![0-9-])");
    private static final int[] RESIDENT_WEIGHTS = {2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5};
    private static final int[] BUSINESS_WEIGHTS = {1, 3, 7, 1, 3, 7, 1, 3, 5};

    private NationalNumbers() {}

    /** Numbers given since October 2020 have no check digit: with a hyphen the date must do. */
    static void resident(String text, int from, Consumer<Finding> found) {
        var matcher = RESIDENT.matcher(text);
        for (int at = from; at < text.length() && matcher.find(at); at = matcher.end()) {
            var digits = matcher.group().replaceAll("[^0-9]", "");
            if (bornOn(digits) && (!matcher.group(4).isEmpty() || residentChecks(digits))) {
                found.accept(PiiKind.RRN.at(matcher.start(), matcher.end()));
            }
        }
    }

    private static boolean bornOn(String digits) {
        int century = switch (digits.charAt(6)) {
            case '9', '0' -> 1800;
            case '1', '2', '5', '6' -> 1900;
            default -> 2000;
        };
        try {
            LocalDate.of(
                    century + Integer.parseInt(digits.substring(0, 2)),
                    Integer.parseInt(digits.substring(2, 4)),
                    Integer.parseInt(digits.substring(4, 6)));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean residentChecks(String digits) {
        int sum = weighted(digits, RESIDENT_WEIGHTS);
        int check = (11 - sum % 11) % 10;
        // Foreigners' numbers check two higher.
        int foreign = (13 - sum % 11) % 10;
        int last = digits.charAt(12) - '0';
        return last == ("5678".indexOf(digits.charAt(6)) >= 0 ? foreign : check);
    }

    static void business(String text, int from, Consumer<Finding> found) {
        var matcher = BUSINESS.matcher(text);
        for (int at = from; at < text.length() && matcher.find(at); at = matcher.end()) {
            var digits = matcher.group().replace("-", "");
            int sum = weighted(digits, BUSINESS_WEIGHTS) + (digits.charAt(8) - '0') * 5 / 10;
            if ((10 - sum % 10) % 10 == digits.charAt(9) - '0') {
                found.accept(PiiKind.BRN.at(matcher.start(), matcher.end()));
            }
        }
    }

    static void socialSecurity(String text, int from, Consumer<Finding> found) {
        var matcher = SOCIAL.matcher(text);
        for (int at = from; at < text.length() && matcher.find(at); at = matcher.end()) {
            var area = matcher.group(1);
            var given = !area.equals("000")
                    && !area.equals("666")
                    && area.charAt(0) != '9'
                    && !matcher.group(3).equals("00")
                    && !matcher.group(4).equals("0000");
            if (given) {
                found.accept(PiiKind.SSN.at(matcher.start(), matcher.end()));
            }
        }
    }

    private static int weighted(String digits, int[] weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (digits.charAt(i) - '0') * weights[i];
        }
        return sum;
    }
}
