package dev.maru.core.id;

import java.util.UUID;

/** A browser session of a person. */
public record SessionId(UUID value) implements Id {
    private static final String PREFIX = "ses";

    public static SessionId next() {
        return new SessionId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static SessionId parse(String text) {
        return Ids.parse(PREFIX, text, SessionId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
