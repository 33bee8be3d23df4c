package dev.maru.gateway.call;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a project in a span of time, in sum and over time.
 *
 * @param p50Ms of successful calls, null if there were none
 * @param unpriced dispatched calls without a known cost; {@code cost} leaves them out
 */
public record CallStats(
        long calls,
        long errors,
        long unpriced,
        long tokens,
        BigDecimal cost,
        String currency,
        @Nullable Long p50Ms,
        @Nullable Long p95Ms,
        List<Bucket> buckets) {
    public CallStats {
        buckets = List.copyOf(buckets);
    }

    /** One step of time; steps without calls are there too. */
    public record Bucket(
            Instant from,
            long calls,
            long errors,
            long tokens,
            BigDecimal cost,
            @Nullable Long p50Ms,
            @Nullable Long p95Ms) {}

    /** The width of a step. */
    public enum Step {
        MINUTE,
        HOUR,
        DAY
    }
}
