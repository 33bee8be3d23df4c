package dev.maru.prompts.content;

import dev.maru.core.problem.PlatformException;
import java.util.regex.Pattern;

/** What text a template and a name in it may hold. */
public final class TemplateText {
    static final String NAME_RULE = "a letter or _, then letters, digits, _ or -";

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}_-]*");
    private static final int MAX_NAME = 100;

    private TemplateText() {}

    public static boolean isName(String name) {
        return name.length() <= MAX_NAME && NAME.matcher(name).matches();
    }

    /** PostgreSQL keeps neither U+0000 nor half a surrogate pair; other control characters are a slip of the hand. */
    public static String checkText(String field, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\n' && c != '\t' && c != '\r') || c == '\u007f') {
                throw PlatformException.invalid(field, "holds the control character U+%04X".formatted((int) c));
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw PlatformException.invalid(field, "holds half of a surrogate pair");
            }
        }
        return text;
    }
}
