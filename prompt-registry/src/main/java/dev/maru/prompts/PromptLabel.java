package dev.maru.prompts;

import dev.maru.core.problem.PlatformException;
import java.util.regex.Pattern;

/** A movable name for a version: 1 to 36 of a-z, 0-9, "_", "." and "-", and not a number, which would look like a version. */
public record PromptLabel(String value) implements Comparable<PromptLabel> {
    private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9_.-]{1,36}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** Always the newest version; nobody moves it by hand. */
    public static final PromptLabel LATEST = new PromptLabel("latest");

    /** What a fetch means that names neither label nor version. */
    public static final PromptLabel PRODUCTION = new PromptLabel("production");

    public PromptLabel {
        if (!GRAMMAR.matcher(value).matches()) {
            throw PlatformException.invalid("label", "use 1 to 36 of a-z, 0-9, _ . and -");
        }
        if (NUMBER.matcher(value).matches() || value.equals(".") || value.equals("..")) {
            throw PlatformException.invalid(
                    "label", "add a letter, so that it cannot be taken for a version or a path");
        }
    }

    public boolean isManaged() {
        return equals(LATEST);
    }

    @Override
    public int compareTo(PromptLabel other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
