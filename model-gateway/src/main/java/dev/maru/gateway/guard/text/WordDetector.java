package dev.maru.gateway.guard.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds words and patterns that a project lists, in any case. A word in Latin letters stands for itself only, not for a
 * part of another; patterns are RE2, which cannot run for long.
 */
public final class WordDetector implements Detector {
    private static final String MARK = "[BLOCKED]";

    /** In a stream, what a pattern matches is seen whole up to this length. */
    private static final int PATTERN_WINDOW = 80;

    private final List<String> words;
    private final List<Pattern> patterns;

    /** Throws {@link PatternSyntaxException} if a pattern is none. */
    public WordDetector(List<String> words, List<String> patterns) {
        this.words = words.stream().map(WordDetector::lower).toList();
        this.patterns = patterns.stream()
                .map(pattern -> SafePattern.compile(pattern, Pattern.CASE_INSENSITIVE))
                .toList();
    }

    @Override
    public int window() {
        int longest = words.stream().mapToInt(String::length).max().orElse(0) + 1;
        return patterns.isEmpty() ? longest : Math.max(longest, PATTERN_WINDOW);
    }

    @Override
    public void find(String text, int from, Consumer<Finding> found) {
        var lower = lower(text);
        for (var word : words) {
            for (int at = lower.indexOf(word, from); at >= 0; at = lower.indexOf(word, at + 1)) {
                if (stands(text, at, at + word.length())) {
                    found.accept(new Finding(at, at + word.length(), "word", MARK));
                }
            }
        }
        for (var pattern : patterns) {
            var matcher = pattern.matcher(text);
            for (int at = from; at <= text.length() && matcher.find(at); at = Math.max(matcher.end(), at + 1)) {
                if (matcher.end() > matcher.start()) {
                    found.accept(new Finding(matcher.start(), matcher.end(), "pattern", MARK));
                }
            }
        }
    }

    private static boolean stands(String text, int start, int end) {
        return (start == 0 || !joined(text.charAt(start - 1), text.charAt(start)))
                && (end == text.length() || !joined(text.charAt(end - 1), text.charAt(end)));
    }

    private static boolean joined(char left, char right) {
        return EmailAddresses.isLetterOrDigit(left) && EmailAddresses.isLetterOrDigit(right);
    }

    /** Character by character, so that places stay the same. */
    private static String lower(String text) {
        var chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            chars[i] = Character.toLowerCase(chars[i]);
        }
        return new String(chars);
    }

    /** Why a text is no pattern, null if it is one. */
    public static @Nullable String fault(String pattern) {
        try {
            return SafePattern.compile(pattern, 0).matches("") ? "it matches the empty text" : null;
        } catch (PatternSyntaxException e) {
            return e.getDescription().toLowerCase(Locale.ROOT);
        }
    }
}
