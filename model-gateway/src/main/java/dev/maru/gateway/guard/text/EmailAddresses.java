package dev.maru.gateway.guard.text;

import java.util.function.Consumer;
import org.apache.commons.validator.routines.EmailValidator;

/** Mail addresses: what stands around an @, as far as an address can. */
final class EmailAddresses {
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 253;
    private static final EmailValidator VALID = EmailValidator.getInstance();

    private EmailAddresses() {}

    static void find(String text, int from, Consumer<Finding> found) {
        for (int at = text.indexOf('@', from); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = at;
            while (start > from && at - start < LONGEST_LOCAL && isLocal(text.charAt(start - 1))) {
                start--;
            }
            while (start < at && text.charAt(start) == '.') {
                start++;
            }
            int end = at + 1;
            while (end < text.length() && end - at <= LONGEST_DOMAIN && isDomain(text.charAt(end))) {
                end++;
            }
            while (end > at && ".-".indexOf(text.charAt(end - 1)) >= 0) {
                end--;
            }
            if (start < at && end > at + 3 && VALID.isValid(text.substring(start, end))) {
                found.accept(PiiKind.EMAIL.at(start, end));
            }
        }
    }

    private static boolean isLocal(char c) {
        return isLetterOrDigit(c) || "._%+-'".indexOf(c) >= 0;
    }

    private static boolean isDomain(char c) {
        return isLetterOrDigit(c) || c == '.' || c == '-';
    }

    /** Only ASCII: a Korean particle may follow an address without a space. */
    static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
