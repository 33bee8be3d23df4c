package dev.maru.gateway.guard.text;

/**
 * Cuts a text where nothing that a detector of single segments finds can go on: before a word that follows a word. Where
 * the cuts are depends on what stands before them only, so a text that comes in pieces is cut like one that comes whole.
 */
final class Segmenter {
    /** From here on any space will do that stands in no number. */
    private static final int LONG = 4_096;

    private static final int LONGEST = 65_536;
    private static final String BEGIN = "-----BEGIN";
    private static final String END = "-----END";

    private int seen = 1;
    private boolean inKey;

    /** Where the segment that begins at {@code start} ends, -1 if that is not known yet. */
    int next(StringBuilder text, int start) {
        for (int i = start + seen; i < text.length(); i++) {
            if (!inKey && isCut(text, start, i) || i - start >= LONGEST) {
                seen = 1;
                inKey = false;
                return i;
            }
            if (endsWith(text, start, i, BEGIN)) {
                inKey = true;
            } else if (endsWith(text, start, i, END)) {
                inKey = false;
            }
        }
        seen = Math.max(1, text.length() - start);
        return -1;
    }

    private static boolean isCut(StringBuilder text, int start, int i) {
        char here = text.charAt(i);
        char before = text.charAt(i - 1);
        if (isFullStop(before)) {
            // Chinese and Japanese have no spaces.
            return Character.isLetter(here);
        }
        if (!Character.isWhitespace(before)) {
            return false;
        }
        int last = i - 1;
        while (last >= start && Character.isWhitespace(text.charAt(last))) {
            last--;
        }
        if (last < start) {
            return i - start >= LONG;
        }
        char said = text.charAt(last);
        if (i - start >= LONG) {
            return !isGroup(said, here);
        }
        return Character.isLetter(here)
                && (isFullStop(said) || Character.isLetter(said) && (isOrdinary(here) || isOrdinary(said)));
    }

    private static boolean isFullStop(char c) {
        return c == '\u3002' || c == '\uff01' || c == '\uff1f';
    }

    /** Two groups of one number, perhaps. */
    private static boolean isGroup(char left, char right) {
        return Character.isLetterOrDigit(left)
                && Character.isLetterOrDigit(right)
                && (Character.isDigit(left) || Character.isDigit(right));
    }

    /** Capitals in a row may be the groups of an account number. */
    private static boolean isOrdinary(char letter) {
        return !Character.isUpperCase(letter);
    }

    private static boolean endsWith(StringBuilder text, int start, int i, String sign) {
        int from = i - sign.length() + 1;
        if (from < start || text.charAt(i) != sign.charAt(sign.length() - 1)) {
            return false;
        }
        for (int k = 0; k < sign.length(); k++) {
            if (text.charAt(from + k) != sign.charAt(k)) {
                return false;
            }
        }
        return true;
    }
}
