package dev.maru.gateway.guard.text;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.IBANValidator;

/** International bank account numbers, in one piece or in groups of four. */
final class BankAccounts {
    private static final Pattern BEGIN = Pattern.compile("(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}");
    private static final IBANValidator VALID = IBANValidator.getInstance();

    private BankAccounts() {}

    static void find(String text, int from, Consumer<Finding> found) {
        var matcher = BEGIN.matcher(text);
        int at = from;
        while (at < text.length() && matcher.find(at)) {
            at = matcher.end();
            var country = VALID.getValidator(matcher.group());
            if (country == null) {
                continue;
            }
            var number = new StringBuilder();
            int end = matcher.start();
            while (end < text.length() && number.length() < country.getIbanLength()) {
                char c = text.charAt(end);
                if (EmailAddresses.isLetterOrDigit(c)) {
                    number.append(c);
                } else if (c != ' ' && c != '-' || number.length() % 4 != 0) {
                    break;
                }
                end++;
            }
            var whole = end == text.length() || !EmailAddresses.isLetterOrDigit(text.charAt(end));
            if (whole && VALID.isValid(number.toString())) {
                found.accept(PiiKind.IBAN.at(matcher.start(), end));
                at = end;
            }
        }
    }
}
