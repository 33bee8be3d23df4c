package dev.maru.prompts;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a prompt renders to; fixed when it is created. */
public enum PromptKind {
    TEXT,
    CHAT;

    /** The name in the database and on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<PromptKind> ofWireName(String name) {
        return Stream.of(values()).filter(kind -> kind.wireName().equals(name)).findFirst();
    }
}
