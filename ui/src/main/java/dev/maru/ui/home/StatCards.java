package dev.maru.ui.home;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.maru.gateway.call.CallStats;
import dev.maru.ui.component.Sparkline;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Four numbers about the calls of a project, each with its line over time. */
final class StatCards extends Div {
    private final Formats formats = Formats.current();
    private final CallStats stats;

    StatCards(CallStats stats, Place place) {
        this.stats = stats;
        addClassName("maru-stats");
        var calls = place.inProject("calls");
        add(
                card(
                        t("stats.calls"),
                        formats.compact(stats.calls()),
                        t("stats.tokens", formats.compact(stats.tokens())),
                        calls,
                        bucket -> (double) bucket.calls()),
                card(
                        t("stats.cost"),
                        formats.money(stats.cost(), stats.currency()),
                        unpriced(),
                        calls,
                        bucket -> bucket.cost().doubleValue()),
                card(
                        t("stats.errors"),
                        errorRate(),
                        t("stats.failed", formats.number(stats.errors())),
                        calls + "?outcome=error",
                        StatCards::errorShare),
                card(
                        t("stats.p95"),
                        millis(stats.p95Ms()),
                        t("stats.p50", millis(stats.p50Ms())),
                        calls,
                        bucket -> bucket.p95Ms() == null ? null : (double) bucket.p95Ms()));
    }

    private Component card(
            String name, String value, String more, String path, Function<CallStats.Bucket, @Nullable Double> line) {
        var label = new Anchor(path, name);
        label.addClassName("maru-stat-label");
        var number = new Span(value);
        number.addClassName("maru-stat-value");
        var below = new Span(more);
        below.addClassNames("maru-quiet", "maru-small");
        var values = new ArrayList<@Nullable Double>();
        stats.buckets().forEach(bucket -> values.add(line.apply(bucket)));
        var card = new Div(label, number, below, new Sparkline(values, t("stats.line", name, value)));
        card.addClassNames("maru-panel", "maru-stat");
        return card;
    }

    private String unpriced() {
        if (stats.calls() == 0) {
            return t("stats.no-calls");
        }
        return stats.unpriced() == 0 ? t("stats.all-priced") : t("stats.unpriced", stats.unpriced());
    }

    private String errorRate() {
        return stats.calls() == 0 ? "–" : formats.percent((double) stats.errors() / stats.calls());
    }

    private static @Nullable Double errorShare(CallStats.Bucket bucket) {
        return bucket.calls() == 0 ? null : (double) bucket.errors() / bucket.calls();
    }

    private String millis(@Nullable Long millis) {
        return millis == null ? "–" : formats.duration(Duration.ofMillis(millis));
    }
}
