package dev.maru.gateway.catalog;

import dev.maru.core.id.PriceId;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs from a moment on: prices per million tokens of each kind. Never changed; a later sheet replaces it.
 *
 * @param uncachedInput null, like the others: the model does not bill this kind apart
 */
public record PriceSheet(
        PriceId id,
        Instant effectiveFrom,
        String currency,
        @Nullable BigDecimal uncachedInput,
        @Nullable BigDecimal cacheRead,
        @Nullable BigDecimal cacheWrite,
        @Nullable BigDecimal output,
        @Nullable BigDecimal reasoning,
        String source) {}
