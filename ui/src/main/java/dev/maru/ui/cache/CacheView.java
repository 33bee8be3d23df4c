package dev.maru.ui.cache;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.cache.CachePolicy;
import dev.maru.gateway.cache.CachePolicy.Mode;
import dev.maru.gateway.cache.CacheStats;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.CallSamples;
import dev.maru.ui.component.CodeBlock;
import dev.maru.ui.component.ConfirmDialog;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Facts;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Header;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.MainLayout;
import dev.maru.ui.shell.Page;
import dev.maru.ui.shell.Places;
import dev.maru.ui.shell.Query;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;

/** Whether a project answers calls from what was answered before, and what that saves. */
@PermitAll
@Route(value = "p/:tenant/:project/cache", layout = MainLayout.class)
final class CacheView extends Page {
    private static final Duration LOOKED_BACK = Duration.ofDays(30);

    private final CacheTools tools;
    private final Formats formats = Formats.current();

    CacheView(Places places, CacheTools tools) {
        super(places, Permission.READ_MODELS);
        this.tools = tools;
    }

    @Override
    protected String title() {
        return t("nav.cache");
    }

    @Override
    protected void show(Query query) {
        rebuild();
    }

    private void rebuild() {
        removeAll();
        var policy = tools.cache().policy(place().caller());
        var header = new Header(title(), t("cache.explained"));
        add(header);
        var manages = place().may(Permission.MANAGE_MODELS);
        if (policy.mode() == Mode.OFF) {
            add(off(policy, manages));
            return;
        }
        if (manages) {
            header.act(Buttons.plain(t("cache.purge"), Glyph.DELETE, this::purge))
                    .act(Buttons.primary(t("cache.change"), Glyph.EDIT, () -> change(policy)));
        }
        if (place().may(Permission.READ_CALLS)) {
            add(figures(tools.cache().stats(place().caller(), LOOKED_BACK)));
        }
        add(rules(policy), use(policy));
    }

    private Component off(CachePolicy policy, boolean manages) {
        var empty = manages
                ? new EmptyState(
                        Glyph.CACHE,
                        t("cache.off"),
                        t("cache.off.text"),
                        Buttons.primary(t("cache.turn-on"), Glyph.CACHE, () -> change(policy)))
                : new EmptyState(Glyph.CACHE, t("cache.off"), t("cache.off.text"));
        return empty;
    }

    private Component figures(CacheStats stats) {
        var rate = stats.hitRate();
        var cards = new Div(
                card(
                        t("cache.rate"),
                        rate == null ? "–" : formats.percent(rate),
                        t(
                                "cache.rate.of",
                                formats.number(stats.hits()),
                                formats.number(stats.hits() + stats.misses()))),
                card(t("cache.saved"), formats.money(stats.savedCost(), stats.currency()), t("cache.saved.days", 30)),
                card(t("cache.tokens"), formats.compact(stats.savedTokens()), t("cache.saved.days", 30)),
                card(
                        t("cache.answers"),
                        formats.number(stats.answers()),
                        t("cache.bytes", formats.compact(stats.bytes() / 1024))));
        cards.addClassName("maru-stats");
        return cards;
    }

    private static Component card(String name, String value, String more) {
        var label = new Span(name);
        label.addClassName("maru-stat-label");
        var number = new Span(value);
        number.addClassName("maru-stat-value");
        var below = new Span(more);
        below.addClassNames("maru-quiet", "maru-small");
        var card = new Div(label, number, below);
        card.addClassNames("maru-panel", "maru-stat");
        return card;
    }

    private Component rules(CachePolicy policy) {
        var facts = new Facts()
                .add(t("cache.mode"), t("cache.mode." + policy.mode().wireName()))
                .add(t("cache.when"), t(policy.onRequest() ? "cache.when.asked" : "cache.when.always"))
                .add(t("cache.ttl"), formats.duration(policy.ttl()))
                .add(t("cache.scope"), t("cache.scope." + policy.scope().wireName()));
        if (policy.mode() == Mode.SEMANTIC) {
            facts.add(t("cache.model"), policy.embeddingModel())
                    .add(t("cache.similarity"), policy.minSimilarity().toPlainString());
        }
        var panel = new Div(new H2(t("cache.rules")), facts, new Note(Tone.PLAIN, t("cache.safe")));
        panel.addClassNames("maru-panel", "maru-stack");
        return panel;
    }

    private Component use(CachePolicy policy) {
        var header = policy.onRequest() ? "use" : "max-age=600";
        var curl = CallSamples.of(tools.settings().publicUrl(), "openai/gpt-5-mini", t("sample.question"))
                .curl()
                .replaceFirst("  -H ", "  -H 'maru-cache-control: " + header + "' \\\\\n$0");
        var panel = new Div(new H2(t("cache.use")), new Span(t("cache.use.text")), new CodeBlock(curl));
        panel.addClassNames("maru-panel", "maru-stack");
        return panel;
    }

    private void change(CachePolicy policy) {
        new CacheDialog(place(), tools, policy, this::rebuild).open();
    }

    private void purge() {
        new ConfirmDialog(t("cache.purge.title"), t("cache.purge.text"), t("cache.purge"), () -> {
                    int purged = tools.cache().purge(place().caller());
                    rebuild();
                    Notices.success(t("cache.purged", formats.number(purged)));
                })
                .open();
    }
}
