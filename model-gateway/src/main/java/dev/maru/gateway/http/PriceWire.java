package dev.maru.gateway.http;

import dev.maru.gateway.catalog.NewPrice;
import dev.maru.gateway.catalog.PriceSheet;
import dev.maru.gateway.catalog.PriceTier;
import dev.maru.gateway.catalog.Rates;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prices on the wire: per million tokens, as decimal strings. */
final class PriceWire {
    private PriceWire() {}

    record WirePrice(
            String id,
            Instant effectiveFrom,
            String currency,
            @Nullable String uncachedInput,
            @Nullable String cacheRead,
            @Nullable String cacheWrite,
            @Nullable String cacheWriteLong,
            @Nullable String audioInput,
            @Nullable String output,
            @Nullable String reasoning,
            @Nullable String audioOutput,
            List<WireTier> tiers,
            String source) {
        static WirePrice of(PriceSheet sheet) {
            return new WirePrice(
                    sheet.id().toString(),
                    sheet.effectiveFrom(),
                    sheet.currency(),
                    Decimals.plain(sheet.uncachedInput()),
                    Decimals.plain(sheet.cacheRead()),
                    Decimals.plain(sheet.cacheWrite()),
                    Decimals.plain(sheet.cacheWriteLong()),
                    Decimals.plain(sheet.audioInput()),
                    Decimals.plain(sheet.output()),
                    Decimals.plain(sheet.reasoning()),
                    Decimals.plain(sheet.audioOutput()),
                    sheet.tiers().stream().map(WireTier::of).toList(),
                    sheet.source());
        }
    }

    record WirePrices(List<WirePrice> items) {}

    record WireTier(
            String service,
            long aboveInputTokens,
            @Nullable String uncachedInput,
            @Nullable String cacheRead,
            @Nullable String cacheWrite,
            @Nullable String cacheWriteLong,
            @Nullable String audioInput,
            @Nullable String output,
            @Nullable String reasoning,
            @Nullable String audioOutput) {
        static WireTier of(PriceTier tier) {
            var rates = tier.rates();
            return new WireTier(
                    tier.service(),
                    tier.aboveInputTokens(),
                    Decimals.plain(rates.uncachedInput()),
                    Decimals.plain(rates.cacheRead()),
                    Decimals.plain(rates.cacheWrite()),
                    Decimals.plain(rates.cacheWriteLong()),
                    Decimals.plain(rates.audioInput()),
                    Decimals.plain(rates.output()),
                    Decimals.plain(rates.reasoning()),
                    Decimals.plain(rates.audioOutput()));
        }
    }

    record WireNewTier(
            @Nullable String service,
            @Nullable Long aboveInputTokens,
            @Nullable BigDecimal uncachedInput,
            @Nullable BigDecimal cacheRead,
            @Nullable BigDecimal cacheWrite,
            @Nullable BigDecimal cacheWriteLong,
            @Nullable BigDecimal audioInput,
            @Nullable BigDecimal output,
            @Nullable BigDecimal reasoning,
            @Nullable BigDecimal audioOutput) {
        PriceTier tier() {
            return new PriceTier(
                    service == null ? PriceTier.STANDARD : service,
                    aboveInputTokens == null ? 0 : aboveInputTokens,
                    new Rates(
                            uncachedInput,
                            cacheRead,
                            cacheWrite,
                            cacheWriteLong,
                            audioInput,
                            output,
                            reasoning,
                            audioOutput));
        }
    }

    record WireNewPrice(
            @Nullable Instant effectiveFrom,
            @Nullable String currency,
            @Nullable BigDecimal uncachedInput,
            @Nullable BigDecimal cacheRead,
            @Nullable BigDecimal cacheWrite,
            @Nullable BigDecimal cacheWriteLong,
            @Nullable BigDecimal audioInput,
            @Nullable BigDecimal output,
            @Nullable BigDecimal reasoning,
            @Nullable BigDecimal audioOutput,
            @Nullable List<WireNewTier> tiers,
            @Nullable String source) {
        NewPrice price() {
            return new NewPrice(
                    effectiveFrom,
                    Fields.required("currency", currency),
                    new Rates(
                            uncachedInput,
                            cacheRead,
                            cacheWrite,
                            cacheWriteLong,
                            audioInput,
                            output,
                            reasoning,
                            audioOutput),
                    tiers == null
                            ? List.of()
                            : tiers.stream().map(WireNewTier::tier).toList(),
                    source == null ? "entered" : source);
        }
    }
}
