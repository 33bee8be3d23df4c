package dev.maru.gateway.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A price sheet to add, per million tokens.
 *
 * @param effectiveFrom null means now
 */
public record NewPrice(
        @Nullable Instant effectiveFrom, String currency, Rates rates, List<PriceTier> tiers, String source) {
    public NewPrice {
        tiers = List.copyOf(tiers);
    }

    /** One without tiers, long caches and audio. */
    public NewPrice(
            @Nullable Instant effectiveFrom,
            String currency,
            @Nullable BigDecimal uncachedInput,
            @Nullable BigDecimal cacheRead,
            @Nullable BigDecimal cacheWrite,
            @Nullable BigDecimal output,
            @Nullable BigDecimal reasoning,
            String source) {
        this(
                effectiveFrom,
                currency,
                Rates.of(uncachedInput, cacheRead, cacheWrite, output, reasoning),
                List.of(),
                source);
    }
}
