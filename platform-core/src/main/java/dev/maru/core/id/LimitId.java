package dev.maru.core.id;

import java.util.UUID;

/** A limit: what may be used in a window. */
public record LimitId(UUID value) implements Id {
    private static final String PREFIX = "lim";

    public static LimitId next() {
        return new LimitId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static LimitId parse(String text) {
        return Ids.parse(PREFIX, text, LimitId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
