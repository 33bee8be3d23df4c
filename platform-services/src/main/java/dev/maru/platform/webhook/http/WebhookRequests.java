package dev.maru.platform.webhook.http;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks of what a request holds, before it becomes a value of the feature. */
final class WebhookRequests {
    private WebhookRequests() {}

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw PlatformException.invalid(field, "is needed");
        }
        return value;
    }

    static Set<String> texts(String field, List<@Nullable String> values) {
        var texts = new HashSet<String>();
        for (int i = 0; i < values.size(); i++) {
            texts.add(required(field + "[" + i + "]", values.get(i)));
        }
        return texts;
    }

    /** @param choices what may be given, for the error */
    static <T> T choice(String field, String name, Function<String, T> parser, String choices) {
        try {
            return parser.apply(name);
        } catch (IllegalArgumentException e) {
            throw invalid(field, "use " + choices, e);
        }
    }

    static Duration duration(String field, String value) {
        try {
            return Duration.parse(value);
        } catch (DateTimeParseException e) {
            throw invalid(field, "write a duration such as PT24H", e);
        }
    }

    /** What is no id at all is as little there as an unknown one. */
    static <T> T id(Function<String, T> parser, String text) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new PlatformException(CoreError.NOT_FOUND, "There is nothing with the id " + text + ".", e);
        }
    }

    private static PlatformException invalid(String field, String message, RuntimeException cause) {
        return new PlatformException(
                CoreError.INVALID_FIELD, field + ": " + message, List.of(new FieldError(field, message)), cause);
    }
}
