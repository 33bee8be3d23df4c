package dev.maru.core.id;

import java.util.UUID;

/** One rule about who may write into a folder or move a label. */
public record ProtectionId(UUID value) implements Id {
    private static final String PREFIX = "prt";

    public static ProtectionId next() {
        return new ProtectionId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static ProtectionId parse(String text) {
        return Ids.parse(PREFIX, text, ProtectionId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
