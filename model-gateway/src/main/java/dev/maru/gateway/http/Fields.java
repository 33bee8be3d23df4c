package dev.maru.gateway.http;

import dev.maru.core.problem.PlatformException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks of fields that hold for every wire record. */
final class Fields {
    private Fields() {}

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw PlatformException.invalid(field, "is needed");
        }
        return value;
    }

    /** @param choices what may be given, for the error */
    static <T> T choice(String field, String name, Function<String, T> parser, String choices) {
        try {
            return parser.apply(name);
        } catch (IllegalArgumentException e) {
            throw PlatformException.invalid(field, choices);
        }
    }
}
