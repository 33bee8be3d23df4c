package dev.maru.core.id;

import java.util.UUID;

/** An entry of a tenant's model catalogue. */
public record ModelId(UUID value) implements Id {
    private static final String PREFIX = "mdl";

    public static ModelId next() {
        return new ModelId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static ModelId parse(String text) {
        return Ids.parse(PREFIX, text, ModelId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
