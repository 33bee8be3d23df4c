package dev.maru.gateway.guard.text;

import java.util.ArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.CreditCardValidator;
import org.apache.commons.validator.routines.CreditCardValidator.CreditCardRange;

/** Payment cards: the ranges of the networks, and the check digit. */
final class CardNumbers {
    private static final int SHORTEST = 13;
    private static final Pattern DIGITS = Pattern.compile("[0-9](?:[ -]?[0-9]){12,30}");
    private static final CreditCardValidator VALID = new CreditCardValidator(new CreditCardRange[] {
        new CreditCardRange("4", null, new int[] {13, 16, 19}),
        new CreditCardRange("51", "55", 16, 16),
        new CreditCardRange("2221", "2720", 16, 16),
        new CreditCardRange("34", null, 15, 15),
        new CreditCardRange("37", null, 15, 15),
        new CreditCardRange("6011", null, 16, 19),
        new CreditCardRange("644", "659", 16, 19),
        new CreditCardRange("300", "305", 14, 16),
        new CreditCardRange("36", null, 14, 14),
        new CreditCardRange("38", "39", 14, 16),
        new CreditCardRange("3528", "3589", 16, 16),
        new CreditCardRange("62", null, 16, 19),
        // Cards for Korea only.
        new CreditCardRange("9", null, 16, 16)
    });

    private CardNumbers() {}

    static void find(String text, int from, Consumer<Finding> found) {
        var matcher = DIGITS.matcher(text);
        int at = from;
        while (matcher.find(at)) {
            at = matcher.end();
            if (matcher.start() == 0 || !isInsideNumber(text.charAt(matcher.start() - 1))) {
                within(text, matcher.start(), matcher.end(), found);
            }
        }
    }

    /** A run of digits may hold more than a card: its groups are tried from each to each. */
    private static void within(String text, int start, int end, Consumer<Finding> found) {
        var starts = new ArrayList<Integer>();
        var ends = new ArrayList<Integer>();
        for (int i = start; i < end; i++) {
            if (isDigit(text, i) && (i == start || !isDigit(text, i - 1))) {
                starts.add(i);
            }
            if (isDigit(text, i) && !isDigit(text, i + 1)) {
                ends.add(i + 1);
            }
        }
        int free = start;
        for (int first : starts) {
            for (int i = ends.size() - 1; i >= 0 && first >= free && ends.get(i) - first >= SHORTEST; i--) {
                if (VALID.isValid(text.substring(first, ends.get(i)).replaceAll("[ -]", ""))) {
                    found.accept(PiiKind.CARD.at(first, ends.get(i)));
                    free = ends.get(i);
                }
            }
        }
    }

    private static boolean isInsideNumber(char before) {
        return EmailAddresses.isLetterOrDigit(before) || before == '.' || before == '_';
    }

    private static boolean isDigit(String text, int i) {
        return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
}
