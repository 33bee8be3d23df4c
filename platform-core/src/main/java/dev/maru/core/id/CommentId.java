package dev.maru.core.id;

import java.util.UUID;

/** One comment in a thread. */
public record CommentId(UUID value) implements Id {
    private static final String PREFIX = "cmt";

    public static CommentId next() {
        return new CommentId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static CommentId parse(String text) {
        return Ids.parse(PREFIX, text, CommentId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
