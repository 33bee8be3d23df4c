package dev.maru.gateway.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A price sheet to add, per million tokens.
 *
 * @param effectiveFrom null means now
 */
public record NewPrice(
        @Nullable Instant effectiveFrom,
        String currency,
        @Nullable BigDecimal uncachedInput,
        @Nullable BigDecimal cacheRead,
        @Nullable BigDecimal cacheWrite,
        @Nullable BigDecimal output,
        @Nullable BigDecimal reasoning,
        String source) {}
