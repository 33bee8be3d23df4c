package dev.maru.core.id;

import java.util.UUID;

/** One customer organisation: the unit of isolation, billing and quota. */
public record TenantId(UUID value) implements Id {
    private static final String PREFIX = "ten";

    public static TenantId next() {
        return new TenantId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static TenantId parse(String text) {
        return Ids.parse(PREFIX, text, TenantId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
