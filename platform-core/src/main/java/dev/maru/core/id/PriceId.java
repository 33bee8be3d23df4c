package dev.maru.core.id;

import java.util.UUID;

/** One immutable sheet of prices of a model. */
public record PriceId(UUID value) implements Id {
    private static final String PREFIX = "prc";

    public static PriceId next() {
        return new PriceId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static PriceId parse(String text) {
        return Ids.parse(PREFIX, text, PriceId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
