package dev.maru.gateway.catalog;

import dev.maru.core.id.PriceId;
import dev.maru.gateway.TokenCounts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs from a moment on: prices per million tokens of each kind. Never changed; a later sheet replaces it.
 * Its prices stand flat in it because the spool keeps sheets in this form.
 *
 * @param uncachedInput null, like the others: the model does not bill this kind apart
 * @param tiers other rates that apply to some calls as a whole
 */
public record PriceSheet(
        PriceId id,
        Instant effectiveFrom,
        String currency,
        @Nullable BigDecimal uncachedInput,
        @Nullable BigDecimal cacheRead,
        @Nullable BigDecimal cacheWrite,
        @Nullable BigDecimal cacheWriteLong,
        @Nullable BigDecimal audioInput,
        @Nullable BigDecimal output,
        @Nullable BigDecimal reasoning,
        @Nullable BigDecimal audioOutput,
        List<PriceTier> tiers,
        String source) {
    public PriceSheet {
        // A sheet in a spool of an older release has no tiers.
        tiers = tiers == null ? List.of() : List.copyOf(tiers);
    }

    /** One without tiers, long caches and audio. */
    public PriceSheet(
            PriceId id,
            Instant effectiveFrom,
            String currency,
            @Nullable BigDecimal uncachedInput,
            @Nullable BigDecimal cacheRead,
            @Nullable BigDecimal cacheWrite,
            @Nullable BigDecimal output,
            @Nullable BigDecimal reasoning,
            String source) {
        this(
                id,
                effectiveFrom,
                currency,
                uncachedInput,
                cacheRead,
                cacheWrite,
                null,
                null,
                output,
                reasoning,
                null,
                List.of(),
                source);
    }

    public static PriceSheet of(
            PriceId id, Instant effectiveFrom, String currency, Rates rates, List<PriceTier> tiers, String source) {
        return new PriceSheet(
                id,
                effectiveFrom,
                currency,
                rates.uncachedInput(),
                rates.cacheRead(),
                rates.cacheWrite(),
                rates.cacheWriteLong(),
                rates.audioInput(),
                rates.output(),
                rates.reasoning(),
                rates.audioOutput(),
                tiers,
                source);
    }

    /** The rates of calls that no tier covers. */
    public Rates rates() {
        return new Rates(
                uncachedInput, cacheRead, cacheWrite, cacheWriteLong, audioInput, output, reasoning, audioOutput);
    }

    /**
     * The rates of one call as a whole. A service tier that the sheet does not know costs what the standard one costs.
     *
     * @param serviceTier null: standard
     */
    public Rates ratesFor(TokenCounts tokens, @Nullable String serviceTier) {
        var input = tokens.allInput();
        var wanted = serviceTier == null ? PriceTier.STANDARD : serviceTier;
        return longest(wanted, input)
                .or(() -> longest(PriceTier.STANDARD, input))
                .map(PriceTier::rates)
                .orElseGet(this::rates);
    }

    private Optional<PriceTier> longest(String service, long input) {
        return tiers.stream()
                .filter(tier -> tier.covers(service, input))
                .max(Comparator.comparingLong(PriceTier::aboveInputTokens));
    }

    /** Without batch prices, which no call that is answered at once can have. */
    PriceSheet online() {
        return PriceSheet.of(
                id,
                effectiveFrom,
                currency,
                rates(),
                tiers.stream()
                        .filter(tier -> !tier.service().equals(PriceTier.BATCH))
                        .toList(),
                source);
    }
}
