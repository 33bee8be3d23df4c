package dev.maru.gateway.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One price book as it lies in the program: what providers published on a day. A released book is never edited; a newer
 * one stands beside it.
 *
 * @param date on which its figures were seen
 */
record BookFile(
        String version,
        LocalDate date,
        String currency,
        Instant effectiveFrom,
        List<Provider> providers,
        List<Entry> models) {
    /**
     * A provider and how its addresses look.
     *
     * @param hosts whole host names, or endings that begin with a dot
     * @param prices the page on which the provider publishes its prices
     */
    record Provider(String id, List<String> hosts, String prices) {
        boolean serves(String host) {
            return hosts.stream().anyMatch(known -> known.startsWith(".") ? host.endsWith(known) : host.equals(known));
        }
    }

    /**
     * A model, or several names of one.
     *
     * @param price null if the provider does not bill it by token
     */
    record Entry(
            String provider,
            String id,
            @Nullable List<String> aliases,
            @Nullable Integer context,
            @Nullable Integer output,
            @Nullable List<String> inputs,
            @Nullable List<String> outputs,
            @Nullable List<String> features,
            @Nullable LocalDate retires,
            @Nullable Prices price,
            @Nullable List<Tier> tiers,
            String source) {
        ModelFacts facts() {
            return new ModelFacts(
                    inputs == null ? List.of() : inputs, outputs == null ? List.of() : outputs, null, null, retires);
        }

        List<PriceTier> priceTiers() {
            return tiers == null
                    ? List.of()
                    : tiers.stream()
                            .map(tier -> new PriceTier(
                                    tier.service(), tier.above(), tier.price().rates()))
                            .toList();
        }
    }

    record Tier(String service, long above, Prices price) {}

    record Prices(
            @Nullable BigDecimal uncachedInput,
            @Nullable BigDecimal cacheRead,
            @Nullable BigDecimal cacheWrite,
            @Nullable BigDecimal cacheWriteLong,
            @Nullable BigDecimal audioInput,
            @Nullable BigDecimal output,
            @Nullable BigDecimal reasoning,
            @Nullable BigDecimal audioOutput) {
        Rates rates() {
            return new Rates(
                    uncachedInput, cacheRead, cacheWrite, cacheWriteLong, audioInput, output, reasoning, audioOutput);
        }
    }
}
