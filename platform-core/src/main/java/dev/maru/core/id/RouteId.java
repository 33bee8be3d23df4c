package dev.maru.core.id;

import java.util.UUID;

/** A name that chooses among models. */
public record RouteId(UUID value) implements Id {
    private static final String PREFIX = "rte";

    public static RouteId next() {
        return new RouteId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static RouteId parse(String text) {
        return Ids.parse(PREFIX, text, RouteId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
