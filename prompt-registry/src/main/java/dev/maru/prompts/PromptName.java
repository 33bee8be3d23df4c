package dev.maru.prompts;

import dev.maru.core.problem.PlatformException;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * The name of a prompt in its project, in NFC: 1 to 255 characters; slashes make folders. What a path, a header or a
 * reader would take for something else is refused: control and direction characters, {@code |}, backslash, blanks at an
 * end, and the segments "", "." and "..".
 */
public record PromptName(String value) implements Comparable<PromptName> {
    private static final int MAX_LENGTH = 255;

    /** Control, line and paragraph separators, unpaired surrogates, and what turns the direction of text around. */
    private static final Pattern UNREADABLE =
            Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");

    public PromptName {
        if (value.length() > MAX_LENGTH * 4) {
            throw invalid("use at most " + MAX_LENGTH + " characters");
        }
        value = Normalizer.normalize(value, Normalizer.Form.NFC);
        int length = value.codePointCount(0, value.length());
        if (length == 0 || length > MAX_LENGTH) {
            throw invalid("use 1 to " + MAX_LENGTH + " characters");
        }
        if (UNREADABLE.matcher(value).find()) {
            throw invalid("leave out control and text-direction characters");
        }
        if (value.indexOf('|') >= 0 || value.indexOf('\\') >= 0) {
            throw invalid("leave out | and \\");
        }
        if (!value.strip().equals(value)) {
            throw invalid("begin and end without a blank");
        }
        for (var segment : value.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw invalid("put something other than . or .. between two slashes, and none at an end");
            }
        }
    }

    /** The part before the last slash, empty at the top. */
    public String folder() {
        int slash = value.lastIndexOf('/');
        return slash < 0 ? "" : value.substring(0, slash);
    }

    @Override
    public int compareTo(PromptName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static PlatformException invalid(String message) {
        return PlatformException.invalid("name", message);
    }
}
