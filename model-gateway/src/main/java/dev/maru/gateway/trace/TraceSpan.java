package dev.maru.gateway.trace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A span that an application sent.
 *
 * @param attributes a JSON object of everything without a field of its own
 * @param events a JSON array
 * @param content null if nothing was kept, it has expired, or the caller may not read it
 */
public record TraceSpan(
        String spanId,
        @Nullable String parentSpanId,
        String name,
        SpanKind kind,
        @Nullable String service,
        Instant startedAt,
        long durationUs,
        SpanStatus status,
        @Nullable String statusMessage,
        @Nullable String model,
        @Nullable String provider,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable String sessionId,
        @Nullable String endUser,
        @Nullable String promptName,
        @Nullable Integer promptVersion,
        String attributes,
        String events,
        @Nullable Content content) {
    /**
     * What was said in it.
     *
     * @param other a JSON object of further texts, such as instructions and tools
     */
    public record Content(@Nullable String input, @Nullable String output, String other, boolean truncated) {}
}
