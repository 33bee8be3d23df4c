package dev.maru.core.id;

import java.util.UUID;

/** A job that people can see. */
public record JobId(UUID value) implements Id {
    private static final String PREFIX = "job";

    public static JobId next() {
        return new JobId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static JobId parse(String text) {
        return Ids.parse(PREFIX, text, JobId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
