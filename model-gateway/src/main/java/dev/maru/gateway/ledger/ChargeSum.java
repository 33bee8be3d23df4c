package dev.maru.gateway.ledger;

import dev.maru.gateway.TokenCounts;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The charges of a call's attempts in sum.
 *
 * @param exact whether each of them is
 * @param cost null as soon as one of them is unpriced: a part of the cost would look like the whole
 */
public record ChargeSum(
        TokenCounts tokens,
        boolean exact,
        @Nullable BigDecimal cost,
        @Nullable String currency) {
    public static ChargeSum of(List<Charge> charges) {
        var tokens = TokenCounts.NONE;
        var exact = true;
        @Nullable BigDecimal cost = charges.isEmpty() ? null : BigDecimal.ZERO;
        @Nullable String currency = null;
        for (var charge : charges) {
            tokens = tokens.plus(charge.tokens());
            exact &= charge.exact();
            cost = cost == null || charge.cost() == null ? null : cost.add(charge.cost());
            currency = charge.currency() == null ? currency : charge.currency();
        }
        return new ChargeSum(tokens, exact, cost, cost == null ? null : currency);
    }
}
