package dev.maru.core.id;

import java.util.UUID;

/** A thread of comments about the text of a prompt. */
public record ThreadId(UUID value) implements Id {
    private static final String PREFIX = "thr";

    public static ThreadId next() {
        return new ThreadId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static ThreadId parse(String text) {
        return Ids.parse(PREFIX, text, ThreadId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
