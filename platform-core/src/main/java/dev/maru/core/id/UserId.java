package dev.maru.core.id;

import java.util.UUID;

/** A person, known to the whole installation. */
public record UserId(UUID value) implements Id {
    private static final String PREFIX = "usr";

    public static UserId next() {
        return new UserId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static UserId parse(String text) {
        return Ids.parse(PREFIX, text, UserId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
