package dev.maru.core.id;

import java.util.UUID;

/** A tenant's subdivision. */
public record ProjectId(UUID value) implements Id {
    private static final String PREFIX = "prj";

    public static ProjectId next() {
        return new ProjectId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static ProjectId parse(String text) {
        return Ids.parse(PREFIX, text, ProjectId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
