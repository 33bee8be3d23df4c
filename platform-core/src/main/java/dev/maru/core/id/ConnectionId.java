package dev.maru.core.id;

import java.util.UUID;

/** A provider connection. */
public record ConnectionId(UUID value) implements Id {
    private static final String PREFIX = "con";

    public static ConnectionId next() {
        return new ConnectionId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static ConnectionId parse(String text) {
        return Ids.parse(PREFIX, text, ConnectionId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
