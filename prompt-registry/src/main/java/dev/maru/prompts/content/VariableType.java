package dev.maru.prompts.content;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What values a declared variable takes. */
public enum VariableType {
    /** A text; numbers and booleans are written as JSON writes them. */
    STRING,
    NUMBER,
    BOOLEAN,
    LIST,
    OBJECT;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<VariableType> ofWireName(String name) {
        return Stream.of(values()).filter(type -> type.wireName().equals(name)).findFirst();
    }

    boolean takes(JsonNode value) {
        return switch (this) {
            case STRING -> value.isString() || value.isNumber() || value.isBoolean();
            case NUMBER -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
            case LIST -> value.isArray();
            case OBJECT -> value.isObject();
        };
    }
}
