package dev.maru.gateway.budget;

import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.catalog.PriceSheet;
import dev.maru.gateway.ledger.Pricing;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a call can cost at most: input with a margin for other tokenizers, output up to its limit, each at its dearest kind. */
public final class WorstCost {
    private static final double INPUT_MARGIN = 1.05;

    private WorstCost() {}

    /** Null if the model is unpriced. */
    public static @Nullable BigDecimal of(@Nullable PriceSheet price, long inputTokens, long maxOutputTokens) {
        var input = (long) Math.ceil(inputTokens * INPUT_MARGIN);
        var uncached =
                Pricing.charge(new TokenCounts(input, 0, 0, 0, 0), false, price).cost();
        var read =
                Pricing.charge(new TokenCounts(0, input, 0, 0, 0), false, price).cost();
        var stored =
                Pricing.charge(new TokenCounts(0, 0, input, 0, 0), false, price).cost();
        var said = Pricing.charge(new TokenCounts(0, 0, 0, maxOutputTokens, 0), false, price)
                .cost();
        var thought = Pricing.charge(new TokenCounts(0, 0, 0, 0, maxOutputTokens), false, price)
                .cost();
        return uncached == null || read == null || stored == null || said == null || thought == null
                ? null
                : uncached.max(read).max(stored).add(said.max(thought));
    }
}
