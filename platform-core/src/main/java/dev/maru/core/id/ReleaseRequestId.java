package dev.maru.core.id;

import java.util.UUID;

/** One request to move a protected label, or to move one later. */
public record ReleaseRequestId(UUID value) implements Id {
    private static final String PREFIX = "rrq";

    public static ReleaseRequestId next() {
        return new ReleaseRequestId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static ReleaseRequestId parse(String text) {
        return Ids.parse(PREFIX, text, ReleaseRequestId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
