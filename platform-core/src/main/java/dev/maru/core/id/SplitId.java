package dev.maru.core.id;

import java.util.UUID;

/** One split of a label over several versions. */
public record SplitId(UUID value) implements Id {
    private static final String PREFIX = "spl";

    public static SplitId next() {
        return new SplitId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static SplitId parse(String text) {
        return Ids.parse(PREFIX, text, SplitId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
