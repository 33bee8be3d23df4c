package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import dev.maru.gateway.catalog.CatalogModel;
import dev.maru.gateway.catalog.ModelScore;
import dev.maru.gateway.catalog.PriceSheet;
import dev.maru.gateway.catalog.PriceTier;
import dev.maru.gateway.catalog.Rates;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How facts of models read. */
final class ModelTexts {
    private static final List<String> SERVICES = List.of("standard", "batch", "flex", "priority");
    private static final int SOON_DAYS = 90;

    private final Formats formats = Formats.current();

    static List<String> services() {
        return SERVICES;
    }

    static String service(String service) {
        return SERVICES.contains(service) ? t("prices.service." + service) : service;
    }

    static boolean isOffline(CatalogModel model) {
        return model.qualifiedName().equals("maru/offline");
    }

    @Nullable
    String tokens(@Nullable Integer count) {
        return count == null ? null : t("models.tokens", formats.number(count));
    }

    @Nullable
    String perMillion(PriceSheet sheet, @Nullable BigDecimal price) {
        return price == null ? null : t("models.per-million", formats.exactMoney(price, sheet.currency()));
    }

    @Nullable
    String modalities(CatalogModel model) {
        var facts = model.facts();
        return facts.inputs().isEmpty() && facts.outputs().isEmpty()
                ? null
                : t("models.modalities.value", words("modality.", facts.inputs()), words("modality.", facts.outputs()));
    }

    private static String words(String prefix, List<String> words) {
        return words.isEmpty()
                ? "–"
                : words.stream().map(word -> t(prefix + word)).collect(Collectors.joining(", "));
    }

    static String feature(String feature) {
        return t("feature." + feature);
    }

    static Optional<Chip> retirement(CatalogModel model, LocalDate today, Formats formats) {
        var retires = model.facts().retiresOn();
        var deprecated = model.facts().deprecatedOn();
        if (retires != null) {
            return Optional.of(
                    retires.isAfter(today)
                            ? new Chip(
                                    t("models.retires", formats.date(retires)),
                                    retires.isAfter(today.plusDays(SOON_DAYS)) ? Tone.PLAIN : Tone.WARN,
                                    Glyph.TIME)
                            : new Chip(t("models.retired", formats.date(retires)), Tone.BAD, Glyph.WARNING));
        }
        return deprecated == null || deprecated.isAfter(today)
                ? Optional.empty()
                : Optional.of(new Chip(t("models.deprecated", formats.date(deprecated)), Tone.WARN, Glyph.TIME));
    }

    Chip score(ModelScore score) {
        var chip = Chip.plain(t(
                "models.score.value",
                score.benchmark(),
                score.value().stripTrailingZeros().toPlainString()));
        chip.getElement().setAttribute("title", t("models.score.source", score.source(), formats.date(score.asOf())));
        return chip;
    }

    String duration(@Nullable Long millis) {
        return millis == null ? "–" : formats.duration(Duration.ofMillis(millis));
    }

    String percent(@Nullable Double share) {
        return share == null ? "–" : formats.percent(share);
    }

    String tier(PriceTier tier) {
        var above = formats.number(tier.aboveInputTokens());
        if (tier.service().equals(PriceTier.STANDARD)) {
            return t("prices.tier.long", above);
        }
        return tier.aboveInputTokens() == 0
                ? service(tier.service())
                : t("prices.tier.service.long", service(tier.service()), above);
    }

    /** Input $1.25 · Cache read $0.125 · … */
    String rates(Rates rates, String currency) {
        var parts = new ArrayList<String>();
        rates.byKind().forEach((kind, rate) -> parts.add(kind(kind) + " " + formats.exactMoney(rate, currency)));
        return String.join(" · ", parts);
    }

    private static String kind(String kind) {
        return t("usage." + kind.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    }

    /** What 2,000 of input, 8,000 from a cache and 1,000 of output cost, term by term; empty without such prices. */
    Optional<String> example(PriceSheet sheet) {
        var tokens = Map.of("uncachedInput", 2_000L, "cacheRead", 8_000L, "output", 1_000L);
        var terms = new ArrayList<String>();
        var sum = BigDecimal.ZERO;
        for (var kind : List.of("uncachedInput", "cacheRead", "output")) {
            var rate = sheet.rates().byKind().get(kind);
            var count = tokens.getOrDefault(kind, 0L);
            if (rate != null) {
                terms.add(t(
                        "prices.example.term",
                        kind(kind),
                        formats.number(count),
                        formats.exactMoney(rate.movePointLeft(6), sheet.currency())));
                sum = sum.add(rate.multiply(BigDecimal.valueOf(count)).movePointLeft(6));
            }
        }
        return terms.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        t("prices.example", String.join(" + ", terms), formats.exactMoney(sum, sheet.currency())));
    }
}
