package dev.maru.gateway.trace;

/** Texts of strangers as the database takes them: not too long, without NUL, and with no half of a character. */
final class BoundedText {
    private static final char UNKNOWN = '\uFFFD';

    private BoundedText() {}

    static String of(String text, int longest) {
        var cut = text.length() <= longest ? text : text.substring(0, end(text, longest));
        for (int i = 0; i < cut.length(); i++) {
            if (isBroken(cut, i)) {
                return mended(cut);
            }
        }
        return cut;
    }

    private static int end(String text, int longest) {
        return Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    }

    private static String mended(String text) {
        var mended = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (isBroken(text, i)) {
                mended.setCharAt(i, UNKNOWN);
            }
        }
        return mended.toString();
    }

    private static boolean isBroken(String text, int at) {
        char one = text.charAt(at);
        if (Character.isHighSurrogate(one)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(one)) {
            return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
        }
        return one == 0;
    }
}
