package dev.maru.core.id;

import java.util.UUID;

/** One request; for a model call also the id of the call. */
public record RequestId(UUID value) implements Id {
    private static final String PREFIX = "req";

    public static RequestId next() {
        return new RequestId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static RequestId parse(String text) {
        return Ids.parse(PREFIX, text, RequestId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
