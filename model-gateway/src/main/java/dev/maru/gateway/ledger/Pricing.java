package dev.maru.gateway.ledger;

import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.catalog.PriceSheet;
import dev.maru.gateway.catalog.Rates;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reckons what tokens cost, exactly: no rounding anywhere. */
public final class Pricing {
    private static final int MILLION_DIGITS = 6;

    private Pricing() {}

    /** The charge for tokens of a call in the standard service tier. */
    public static Charge charge(TokenCounts tokens, boolean exact, @Nullable PriceSheet price) {
        return charge(tokens, exact, price, null);
    }

    /**
     * The charge for tokens at a price sheet. A kind that the sheet does not price costs what its parent kind costs:
     * cached input as input, reasoning as output. A sheet without a price for tokens that were used leaves them unpriced.
     *
     * @param serviceTier as the provider names it, null: standard
     */
    public static Charge charge(
            TokenCounts tokens, boolean exact, @Nullable PriceSheet price, @Nullable String serviceTier) {
        if (price == null) {
            return new Charge(tokens, exact, null, null, null);
        }
        var cost = cost(tokens, price.ratesFor(tokens, serviceTier));
        return new Charge(tokens, exact, cost, cost == null ? null : price.currency(), price.id());
    }

    private static @Nullable BigDecimal cost(TokenCounts tokens, Rates rates) {
        var input = rates.uncachedInput();
        var output = rates.output();
        var cacheWrite = rates.cacheWrite() == null ? input : rates.cacheWrite();
        var parts = new @Nullable BigDecimal[] {
            part(tokens.uncachedInput(), input, null),
            part(tokens.cacheRead(), rates.cacheRead(), input),
            part(tokens.cacheWrite(), cacheWrite, null),
            part(tokens.cacheWriteLong(), rates.cacheWriteLong(), cacheWrite),
            part(tokens.audioInput(), rates.audioInput(), input),
            part(tokens.output(), output, null),
            part(tokens.reasoning(), rates.reasoning(), output),
            part(tokens.audioOutput(), rates.audioOutput(), output)
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
