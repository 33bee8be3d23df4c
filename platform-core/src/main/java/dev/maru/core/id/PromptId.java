package dev.maru.core.id;

import java.util.UUID;

/** A prompt. */
public record PromptId(UUID value) implements Id {
    private static final String PREFIX = "prm";

    public static PromptId next() {
        return new PromptId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static PromptId parse(String text) {
        return Ids.parse(PREFIX, text, PromptId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
