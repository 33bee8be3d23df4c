package dev.maru.core.id;

import java.util.UUID;

/** A check that a project's model calls must pass. */
public record GuardrailId(UUID value) implements Id {
    private static final String PREFIX = "grd";

    public static GuardrailId next() {
        return new GuardrailId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static GuardrailId parse(String text) {
        return Ids.parse(PREFIX, text, GuardrailId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
