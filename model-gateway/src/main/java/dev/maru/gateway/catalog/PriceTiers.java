package dev.maru.gateway.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tiers as a column holds them; rates are texts, so that no reader makes a binary fraction of them. */
final class PriceTiers {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PriceTiers() {}

    private record Stored(String service, long above, Map<String, String> rates) {}

    static String write(List<PriceTier> tiers) {
        var stored = new ArrayList<Stored>();
        for (var tier : tiers) {
            var rates = new LinkedHashMap<String, String>();
            tier.rates().byKind().forEach((kind, rate) -> rates.put(kind, rate.toPlainString()));
            stored.add(new Stored(tier.service(), tier.aboveInputTokens(), rates));
        }
        return JSON.writeValueAsString(stored);
    }

    static List<PriceTier> read(String column) {
        var tiers = new ArrayList<PriceTier>();
        for (var tier : JSON.readTree(column)) {
            tiers.add(new PriceTier(
                    tier.path("service").asString(), tier.path("above").asLong(), rates(tier.path("rates"))));
        }
        return tiers;
    }

    private static Rates rates(JsonNode rates) {
        return new Rates(
                rate(rates, "uncachedInput"),
                rate(rates, "cacheRead"),
                rate(rates, "cacheWrite"),
                rate(rates, "cacheWriteLong"),
                rate(rates, "audioInput"),
                rate(rates, "output"),
                rate(rates, "reasoning"),
                rate(rates, "audioOutput"));
    }

    private static @Nullable BigDecimal rate(JsonNode rates, String kind) {
        var rate = rates.get(kind);
        return rate == null || rate.isNull() ? null : new BigDecimal(rate.asString());
    }
}
