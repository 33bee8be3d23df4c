package dev.maru.core.id;

import java.util.UUID;

/** A machine credential of a project. */
public record ApiKeyId(UUID value) implements Id {
    private static final String PREFIX = "key";

    public static ApiKeyId next() {
        return new ApiKeyId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static ApiKeyId parse(String text) {
        return Ids.parse(PREFIX, text, ApiKeyId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
