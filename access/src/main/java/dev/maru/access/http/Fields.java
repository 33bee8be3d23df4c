package dev.maru.access.http;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Checks of fields that hold for every wire record. */
final class Fields {
    /** Years that both PostgreSQL and the ids of audit entries can tell apart. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Fields() {}

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw PlatformException.invalid(field, "is needed");
        }
        return value;
    }

    /** Text that PostgreSQL can keep and people can read. */
    static String text(String field, @Nullable String value) {
        var text = required(field, value);
        if (text.codePoints().anyMatch(Fields::isUnreadable)) {
            throw PlatformException.invalid(field, "control characters are not allowed");
        }
        return text;
    }

    static @Nullable String optionalText(String field, @Nullable String value) {
        return value == null ? null : text(field, value);
    }

    private static boolean isUnreadable(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }

    /** @param choices what may be given, for the error */
    static <T> T choice(String field, @Nullable String name, Function<String, T> parser, String choices) {
        try {
            return parser.apply(required(field, name));
        } catch (IllegalArgumentException e) {
            throw invalid(field, "use " + choices, e);
        }
    }

    private static PlatformException invalid(String field, String message, RuntimeException cause) {
        return new PlatformException(
                CoreError.INVALID_FIELD, field + ": " + message, List.of(new FieldError(field, message)), cause);
    }

    /** Reads each element of a list that may be left out; the reader is given the path of its element. */
    static <W, T> List<T> each(String field, @Nullable List<@Nullable W> values, Element<W, T> reader) {
        if (values == null) {
            return List.of();
        }
        return IntStream.range(0, values.size())
                .mapToObj(index -> element(field + "[" + index + "]", values.get(index), reader))
                .toList();
    }

    private static <W, T> T element(String path, @Nullable W value, Element<W, T> reader) {
        return reader.read(path, required(path, value));
    }

    /** Reads one element of a list. */
    interface Element<W, T> {
        T read(String path, W value);
    }

    /** A time of RFC 3339, and not a number or an empty text, which a JSON mapper would take as well. */
    static @Nullable Instant optionalInstant(String field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            return inRange(field, Instant.parse(value));
        } catch (DateTimeParseException e) {
            throw invalid(field, "write a time such as 2026-12-31T23:59:59Z", e);
        }
    }

    static @Nullable Instant inRange(String field, @Nullable Instant at) {
        if (at != null && (at.isBefore(EARLIEST) || at.isAfter(LATEST))) {
            throw PlatformException.invalid(field, "choose a time between 1970 and 9999");
        }
        return at;
    }

    static Duration duration(String field, String value) {
        try {
            return Duration.parse(value);
        } catch (DateTimeParseException e) {
            throw invalid(field, "write a duration such as PT24H", e);
        }
    }
}
