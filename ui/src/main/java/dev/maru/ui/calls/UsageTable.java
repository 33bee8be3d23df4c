package dev.maru.ui.calls;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.call.CallDetail;
import dev.maru.gateway.call.UsageState;
import dev.maru.gateway.catalog.PriceSheet;
import dev.maru.gateway.catalog.Rates;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Facts;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.InlineCopy;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ledger rows of a call: tokens by kind, each multiplied with its price, so that one can check the sum. */
final class UsageTable extends Div {
    private static final int MILLION_DIGITS = 6;

    private final Formats formats = Formats.current();

    UsageTable(CallDetail detail, PriceLookup prices) {
        addClassName("maru-stack");
        if (detail.ledger().isEmpty()) {
            var none = new Paragraph(t("calls.no-usage"));
            none.addClassName("maru-quiet");
            add(none);
        }
        detail.ledger()
                .forEach(entry ->
                        add(row(entry, prices.sheet(entry), detail.ledger().size() > 1)));
    }

    private Div row(CallDetail.LedgerEntry entry, Optional<PriceSheet> sheet, boolean numbered) {
        var facts = new Facts();
        kinds(entry.tokens(), sheet.orElse(null)).stream()
                .filter(kind -> kind.tokens() > 0)
                .forEach(kind -> facts.add(kind.name(), term(kind, sheet)));
        facts.add(t("usage.total"), formats.number(entry.tokens().total()));
        var cost = entry.cost();
        var currency = entry.currency();
        facts.add(
                t("calls.cost"),
                cost == null || currency == null ? t("calls.unpriced") : formats.exactMoney(cost, currency));
        var price = entry.priceId();
        if (price != null) {
            facts.add(t("usage.price"), new InlineCopy(price.toString()));
        }
        var head = new Div();
        head.addClassName("maru-row");
        if (numbered) {
            head.add(new Span(
                    entry.correction() == 0
                            ? t("usage.attempt", entry.attempt())
                            : t("usage.correction", entry.attempt(), entry.correction())));
        }
        if (entry.state() == UsageState.ESTIMATED) {
            head.add(new Chip(t("usage.estimated"), Tone.WARN, Glyph.INFO));
        }
        var block = new Div(head, facts);
        block.addClassName("maru-stack-tight");
        return block;
    }

    /** {@code 1,234 × $0.15 / 1M = $0.0001851}, or the tokens alone where the price is not known any more. */
    private String term(Kind kind, Optional<PriceSheet> sheet) {
        var tokens = formats.number(kind.tokens());
        var perMillion = kind.perMillion();
        if (sheet.isEmpty() || perMillion == null) {
            return tokens;
        }
        var currency = sheet.get().currency();
        var cost = perMillion.multiply(BigDecimal.valueOf(kind.tokens())).movePointLeft(MILLION_DIGITS);
        return t("usage.term", tokens, formats.exactMoney(perMillion, currency), formats.exactMoney(cost, currency));
    }

    /** With the rates that applied to this call: those of its tier, and a parent's where a kind has none. */
    private static List<Kind> kinds(TokenCounts tokens, @Nullable PriceSheet sheet) {
        var rates = sheet == null
                ? new Rates(null, null, null, null, null, null, null, null)
                : sheet.ratesFor(tokens, null);
        var input = rates.uncachedInput();
        var write = either(rates.cacheWrite(), input);
        return List.of(
                new Kind(t("usage.uncached-input"), tokens.uncachedInput(), input),
                new Kind(t("usage.cache-read"), tokens.cacheRead(), either(rates.cacheRead(), input)),
                new Kind(t("usage.cache-write"), tokens.cacheWrite(), write),
                new Kind(t("usage.cache-write-long"), tokens.cacheWriteLong(), either(rates.cacheWriteLong(), write)),
                new Kind(t("usage.audio-input"), tokens.audioInput(), either(rates.audioInput(), input)),
                new Kind(t("usage.output"), tokens.output(), rates.output()),
                new Kind(t("usage.reasoning"), tokens.reasoning(), either(rates.reasoning(), rates.output())),
                new Kind(t("usage.audio-output"), tokens.audioOutput(), either(rates.audioOutput(), rates.output())));
    }

    private static @Nullable BigDecimal either(@Nullable BigDecimal rate, @Nullable BigDecimal parent) {
        return rate == null ? parent : rate;
    }

    private record Kind(String name, long tokens, @Nullable BigDecimal perMillion) {}
}
