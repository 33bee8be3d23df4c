package dev.maru.gateway.trace;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A span in the words of this program, whichever convention it came in.
 *
 * @param traceName what the application calls the whole trace, null if it leaves that to the root's name
 * @param attributes JSON of everything else but what was said
 * @param content what was said; null if nothing was, or nothing is to be kept
 */
record ReceivedSpan(
        String traceId,
        String spanId,
        @Nullable String parentSpanId,
        String name,
        @Nullable String traceName,
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
    /** The order in which rows are written, the same for all, so that no two writers wait for each other. */
    static final Comparator<ReceivedSpan> IN_ORDER =
            Comparator.comparing(ReceivedSpan::traceId).thenComparing(ReceivedSpan::spanId);

    /** @param other JSON of further texts: instructions, tools, documents */
    record Content(@Nullable String input, @Nullable String output, String other, boolean truncated) {}

    LocalDate day() {
        return LocalDate.ofInstant(startedAt, ZoneOffset.UTC);
    }

    Instant endedAt() {
        return startedAt.plusNanos(durationUs * 1_000);
    }
}
