package dev.maru.gateway.catalog;

import dev.maru.core.problem.PlatformException;
import java.math.BigDecimal;
import java.util.HashSet;

/** What a price sheet must be like, so that every cost is exact and no call is silently free. */
final class PriceRules {
    /** With six decimals per million tokens every cost is exact in the ledger's twelve. */
    private static final int DECIMALS = 6;

    private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000_000);
    private static final int MOST_TIERS = 20;

    private PriceRules() {}

    static PriceSheet valid(PriceSheet sheet, String currency) {
        if (!sheet.currency().equals(currency)) {
            throw PlatformException.invalid("currency", "this installation accounts in " + currency);
        }
        if (sheet.uncachedInput() == null && sheet.output() == null) {
            throw PlatformException.invalid("output", "give a price for input, for output, or for both; 0 means free");
        }
        prices(sheet.rates(), "");
        if (sheet.tiers().size() > MOST_TIERS) {
            throw PlatformException.invalid("tiers", "at most " + MOST_TIERS);
        }
        var seen = new HashSet<String>();
        for (var tier : sheet.tiers()) {
            tier(sheet, tier);
            if (!seen.add(tier.service() + " " + tier.aboveInputTokens())) {
                throw PlatformException.invalid("tiers", "one of each service tier and input length");
            }
        }
        return sheet;
    }

    private static void tier(PriceSheet sheet, PriceTier tier) {
        if (!tier.service().matches("[a-z][a-z0-9_-]{0,39}")) {
            throw PlatformException.invalid("tiers", "a service tier in lower case, such as standard or flex");
        }
        if (tier.aboveInputTokens() < 0
                || tier.aboveInputTokens() == 0 && tier.service().equals(PriceTier.STANDARD)) {
            throw PlatformException.invalid("tiers", "above a number of input tokens, or in a service tier of its own");
        }
        prices(tier.rates(), "tiers");
        // A rate that only the sheet itself has would leave a long call at its parent's price or at none.
        var missing = new HashSet<>(sheet.rates().byKind().keySet());
        missing.removeAll(tier.rates().byKind().keySet());
        if (!missing.isEmpty()) {
            throw PlatformException.invalid("tiers", "a tier prices every kind that the sheet prices: " + missing);
        }
    }

    private static void prices(Rates rates, String field) {
        rates.byKind().forEach((kind, price) -> {
            if (price.signum() < 0
                    || price.compareTo(DEAREST) > 0
                    || price.stripTrailingZeros().scale() > DECIMALS) {
                throw PlatformException.invalid(
                        field.isEmpty() ? kind : field,
                        "per million tokens, not negative, at most " + DECIMALS + " decimals");
            }
        });
    }
}
