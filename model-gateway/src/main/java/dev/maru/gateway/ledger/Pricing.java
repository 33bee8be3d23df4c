package dev.maru.gateway.ledger;

import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.catalog.PriceSheet;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reckons what tokens cost, exactly: no rounding anywhere. */
public final class Pricing {
    private static final int MILLION_DIGITS = 6;

    private Pricing() {}

    /**
     * The charge for tokens at a price sheet. A kind that the sheet does not price costs what its parent kind costs:
     * cached input as input, reasoning as output. A sheet without a price for tokens that were used leaves them unpriced.
     */
    public static Charge charge(TokenCounts tokens, boolean exact, @Nullable PriceSheet price) {
        if (price == null) {
            return new Charge(tokens, exact, null, null, null);
        }
        var cost = cost(tokens, price);
        return new Charge(tokens, exact, cost, cost == null ? null : price.currency(), price.id());
    }

    private static @Nullable BigDecimal cost(TokenCounts tokens, PriceSheet price) {
        var input = price.uncachedInput();
        var output = price.output();
        var parts = new @Nullable BigDecimal[] {
            part(tokens.uncachedInput(), input, null),
            part(tokens.cacheRead(), price.cacheRead(), input),
            part(tokens.cacheWrite(), price.cacheWrite(), input),
            part(tokens.output(), output, null),
            part(tokens.reasoning(), price.reasoning(), output)
        };
        var sum = BigDecimal.ZERO;
        for (var part : parts) {
            if (part == null) {
                return null;
            }
            sum = sum.add(part);
        }
        return sum;
    }

    private static @Nullable BigDecimal part(long tokens, @Nullable BigDecimal rate, @Nullable BigDecimal parentRate) {
        if (tokens == 0) {
            return BigDecimal.ZERO;
        }
        var perMillion = rate == null ? parentRate : rate;
        return perMillion == null
                ? null
                : perMillion.multiply(BigDecimal.valueOf(tokens)).movePointLeft(MILLION_DIGITS);
    }
}
