package dev.maru.gateway.trace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which traces of a project to list; null leaves a part open.
 *
 * @param name is looked for in the names
 * @param failed whether a span of it ended with an error
 * @param text is looked for in the names, and may be the id of a trace, a session or an end user
 */
public record TraceFilter(
        @Nullable String name,
        @Nullable String sessionId,
        @Nullable String endUser,
        @Nullable String model,
        @Nullable String service,
        @Nullable Boolean failed,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String text) {
    public static final TraceFilter ALL = new TraceFilter(null, null, null, null, null, null, null, null, null);
}
