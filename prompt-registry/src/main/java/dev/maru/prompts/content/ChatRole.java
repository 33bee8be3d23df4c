package dev.maru.prompts.content;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Who says a message. */
public enum ChatRole {
    SYSTEM,
    DEVELOPER,
    USER,
    ASSISTANT,
    TOOL;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ChatRole> ofWireName(String name) {
        return Stream.of(values()).filter(role -> role.wireName().equals(name)).findFirst();
    }
}
