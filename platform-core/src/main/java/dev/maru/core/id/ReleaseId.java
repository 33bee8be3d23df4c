package dev.maru.core.id;

import java.util.UUID;

/** One movement of a label. */
public record ReleaseId(UUID value) implements Id {
    private static final String PREFIX = "rel";

    public static ReleaseId next() {
        return new ReleaseId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static ReleaseId parse(String text) {
        return Ids.parse(PREFIX, text, ReleaseId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
