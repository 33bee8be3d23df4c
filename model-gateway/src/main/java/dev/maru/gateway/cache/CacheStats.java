package dev.maru.gateway.cache;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a project's cache holds, and what it did in a span of time.
 *
 * @param bytes of the answers that are kept
 * @param savedCost what the answers had cost when they were made; unpriced ones count nothing
 */
public record CacheStats(
        long answers, long bytes, long hits, long misses, long savedTokens, BigDecimal savedCost, String currency) {
    /** The share of looks that found an answer, null if nobody looked. */
    public @Nullable Double hitRate() {
        return hits + misses == 0 ? null : (double) hits / (hits + misses);
    }
}
