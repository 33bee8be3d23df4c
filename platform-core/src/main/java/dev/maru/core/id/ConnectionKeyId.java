package dev.maru.core.id;

import java.util.UUID;

/** One of the keys of a provider connection. */
public record ConnectionKeyId(UUID value) implements Id {
    private static final String PREFIX = "cnk";

    public static ConnectionKeyId next() {
        return new ConnectionKeyId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static ConnectionKeyId parse(String text) {
        return Ids.parse(PREFIX, text, ConnectionKeyId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
