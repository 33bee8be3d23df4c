package dev.maru.gateway.ledger;

import dev.maru.core.id.PriceId;
import dev.maru.gateway.TokenCounts;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt used and what that costs.
 *
 * @param exact the provider said so; else counted or reckoned by the gateway
 * @param cost null: unpriced, which is never the same as free
 * @param currency of the cost, null with it
 * @param priceId the sheet that the cost was reckoned with
 */
public record Charge(
        TokenCounts tokens,
        boolean exact,
        @Nullable BigDecimal cost,
        @Nullable String currency,
        @Nullable PriceId priceId) {}
