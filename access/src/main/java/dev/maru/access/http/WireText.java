package dev.maru.access.http;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a request holds as text, or says which field is wrong. */
final class WireText {
    private WireText() {}

    /** An id in the path; one that cannot be read names nothing. */
    static <T> T path(String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new PlatformException(CoreError.NOT_FOUND, "There is nothing under " + text + ".", e);
        }
    }

    /** A value in the body or the query. */
    static <T> T field(String field, @Nullable String text, Function<String, T> parse) {
        if (text == null) {
            throw PlatformException.invalid(field, "is missing");
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw PlatformException.invalid(field, "cannot be read: " + text);
        }
    }

    static <T> @Nullable T optional(String field, @Nullable String text, Function<String, T> parse) {
        return text == null || text.isEmpty() ? null : field(field, text, parse);
    }

    static @Nullable Instant time(String field, @Nullable String text) {
        return optional(field, text, Instant::parse);
    }

    static @Nullable Duration duration(String field, @Nullable String text) {
        return optional(field, text, Duration::parse);
    }

    static String required(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw PlatformException.invalid(field, "is missing");
        }
        return text;
    }

    static long version(@Nullable Long version) {
        if (version == null) {
            throw PlatformException.invalid("version", "is missing: send the version that you read");
        }
        return version;
    }
}
