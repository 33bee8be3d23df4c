package dev.maru.gateway.guard.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Compiles patterns that somebody else wrote. RE2 runs in linear time, but repeats inside repeats multiply what has to be
 * built and run; such a pattern is refused before it is built.
 */
public final class SafePattern {
    private static final long MOST_REPEATS = 1_000;
    private static final int LONGEST = 1_000;
    private static final java.util.regex.Pattern REPEAT =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

    private SafePattern() {}

    /** Throws {@link PatternSyntaxException} if it is no pattern, or one that would take too much. */
    public static Pattern compile(String regex, int flags) {
        if (regex.length() > LONGEST) {
            throw new PatternSyntaxException("it is longer than " + LONGEST + " characters", "");
        }
        long repeats = 1;
        var matcher = REPEAT.matcher(regex);
        while (matcher.find()) {
            var most = matcher.group(2) == null || matcher.group(2).isEmpty() ? matcher.group(1) : matcher.group(2);
            repeats *= Math.max(1, Long.parseLong(most));
            if (repeats > MOST_REPEATS) {
                throw new PatternSyntaxException("its repeats multiply to more than " + MOST_REPEATS, "");
            }
        }
        return Pattern.compile(regex, flags);
    }
}
