package dev.maru.gateway.cache;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer as its client got it, byte for byte.
 *
 * @param body is not copied; leave it unchanged
 * @param model the qualified name of the model that gave it
 * @param tokens that it took, of all kinds
 * @param cost null if the model had no price
 */
public record CachedAnswer(
        String contentType,
        byte[] body,
        String model,
        String connectionSlug,
        long tokens,
        @Nullable BigDecimal cost,
        @Nullable String currency,
        Instant createdAt) {}
