package dev.maru.gateway.call;

import dev.maru.gateway.provider.UpstreamResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** When a provider wants to be asked again, in the spellings that providers use. */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /** Null if it does not say, or not so that anybody could understand. */
    static @Nullable Duration of(UpstreamResponse response, Instant now) {
        var millis = number(response.header("retry-after-ms"));
        if (millis != null) {
            return bounded(Duration.ofNanos((long) (millis * 1e6)));
        }
        var header = response.header("retry-after");
        if (header == null) {
            return null;
        }
        var seconds = number(header);
        if (seconds != null) {
            return bounded(Duration.ofNanos((long) (seconds * 1e9)));
        }
        try {
            var at = ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            return bounded(Duration.between(now, at.toInstant()));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Double number(@Nullable String text) {
        return text != null && text.strip().matches("[0-9]{1,9}(\\.[0-9]{1,6})?") ? Double.valueOf(text.strip()) : null;
    }

    private static Duration bounded(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
