package dev.maru.core.id;

import java.util.UUID;

/** One entry of the audit trail. */
public record AuditId(UUID value) implements Id {
    private static final String PREFIX = "aud";

    public static AuditId next() {
        return new AuditId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static AuditId parse(String text) {
        return Ids.parse(PREFIX, text, AuditId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
