package dev.maru.gateway.call;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * The calls with one version of a prompt.
 *
 * @param errors that failed or were rejected
 * @param users different end users, as far as calls name them
 * @param cost in the accounting currency, of those that have a price
 * @param priced how many of the calls have a price
 * @param p50 median of whole durations of what succeeded, in milliseconds; null without any
 * @param p95 of the same
 */
public record VersionUsage(
        int version,
        long calls,
        long errors,
        long users,
        long tokens,
        BigDecimal cost,
        long priced,
        @Nullable Long p50,
        @Nullable Long p95) {
    public static VersionUsage none(int version) {
        return new VersionUsage(version, 0, 0, 0, 0, BigDecimal.ZERO, 0, null, null);
    }

    /** What a call costs on average, null where none has a price: an unpriced call is not a free one. */
    public @Nullable BigDecimal meanCost() {
        return priced == 0 ? null : cost.divide(BigDecimal.valueOf(priced), MathContext.DECIMAL64);
    }
}
