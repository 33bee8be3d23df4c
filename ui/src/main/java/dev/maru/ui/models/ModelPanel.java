package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.maru.gateway.catalog.CatalogModel;
import dev.maru.gateway.catalog.ModelScore;
import dev.maru.gateway.measure.MeasureWindow;
import dev.maru.gateway.measure.ModelMeasure;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Facts;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.InlineCopy;
import dev.maru.ui.component.Sparkline;
import dev.maru.ui.component.UrlTabs;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.Place;
import dev.maru.ui.shell.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Everything about one model: facts, what it was like in use, its prices over time, and its scores. */
final class ModelPanel extends Div {
    private final Place place;
    private final ModelTools tools;
    private final CatalogModel model;
    private final boolean mayChange;
    private final Query query;
    private final Consumer<Query> go;
    private final Consumer<Dialog> open;
    private final Runnable changed;
    private final ModelTexts texts = new ModelTexts();
    private final Formats formats = Formats.current();

    ModelPanel(
            Place place,
            ModelTools tools,
            CatalogModel model,
            boolean mayManage,
            Query query,
            Consumer<Query> go,
            Consumer<Dialog> open,
            Runnable changed) {
        this.place = place;
        this.tools = tools;
        this.model = model;
        this.mayChange = mayManage && !model.shared();
        this.query = query;
        this.go = go;
        this.open = open;
        this.changed = changed;
        addClassName("maru-stack");
        setId("model-panel");
        add(bar());
        tools.alerts().open(place.caller()).stream()
                .filter(alert -> alert.model().equals(model.id()))
                .forEach(alert -> add(UnpricedNote.of(alert, mayChange ? this::setPrice : null)));
        var halves = new Div(facts(), measures());
        halves.addClassName("maru-halves");
        var lower = new Div(prices(), scores());
        lower.addClassName("maru-halves");
        add(halves, lower);
    }

    private void setPrice() {
        open.accept(new PricesDialog(place, tools, model, mayChange));
    }

    private Component bar() {
        var bar = new Div(Buttons.quiet(t("models.back"), Glyph.UNDO, () -> go.accept(Query.none())));
        bar.addClassName("maru-actions");
        bar.add(Buttons.quiet(
                t("models.compare"),
                Glyph.COMPARE,
                () -> go.accept(Query.none().with("compare", model.qualifiedName()))));
        if (model.enabled()) {
            bar.add(Buttons.quiet(
                    t("models.ask"),
                    Glyph.PLAY,
                    () -> go.accept(Query.none().with("tab", "try").with("model", model.qualifiedName()))));
        }
        if (mayChange) {
            bar.add(Buttons.plain(
                    t("models.edit"), Glyph.EDIT, () -> open.accept(new FactsDialog(place, tools, model))));
        }
        return bar;
    }

    private static Div panel(String title) {
        var panel = new Div(new H2(title));
        panel.addClassName("maru-panel");
        return panel;
    }

    private Component facts() {
        var known = model.facts();
        var facts = new Facts()
                .add(t("models.connection"), model.connectionSlug())
                .add(t("models.upstream"), model.upstreamId())
                .add(t("models.context"), texts.tokens(model.contextWindow()))
                .add(t("models.output"), texts.tokens(model.maxOutputTokens()))
                .add(t("models.modalities"), texts.modalities(model));
        if (!model.features().isEmpty()) {
            facts.add(
                    t("models.features"),
                    Chip.row(model.features().stream()
                            .map(feature -> Chip.plain(ModelTexts.feature(feature)))
                            .toList()));
        }
        facts.add(t("models.released-on"), date(known.releasedOn()))
                .add(t("models.deprecated-on"), date(known.deprecatedOn()))
                .add(t("models.retires-on"), date(known.retiresOn()));
        if (model.book() != null) {
            facts.add(t("models.book"), t("models.book.value", model.book()));
        }
        var panel = panel(model.name());
        ModelTexts.retirement(model, LocalDate.now(tools.clock()), formats).ifPresent(panel::add);
        panel.add(new InlineCopy(model.qualifiedName()));
        if (!model.description().isEmpty()) {
            panel.add(new Paragraph(model.description()));
        }
        panel.add(facts);
        return panel;
    }

    private @Nullable String date(@Nullable LocalDate date) {
        return date == null ? null : formats.date(date);
    }

    private Component measures() {
        var window = Arrays.stream(MeasureWindow.values())
                .filter(each -> each.wireName().equals(query.get("window", "24h")))
                .findFirst()
                .orElse(MeasureWindow.DAY);
        var panel = panel(t("models.measures"));
        panel.add(new UrlTabs(
                t("models.window"),
                Arrays.stream(MeasureWindow.values())
                        .map(each -> new UrlTabs.Choice(each.wireName(), t("models.window." + each.wireName())))
                        .toList(),
                window.wireName(),
                chosen -> go.accept(query.with("window", chosen.equals("24h") ? null : chosen))));
        var measure = tools.measures().measured(place.caller(), window).models().get(model.qualifiedName());
        if (measure == null) {
            var none = new Paragraph(t("models.never-called"));
            none.addClassName("maru-quiet");
            panel.add(none);
            return panel;
        }
        var speed = measure.outputPerSecond();
        panel.add(
                spark(measure, window),
                new Facts()
                        .add(t("models.attempts"), formats.number(measure.attempts()))
                        .add(t("models.p50"), texts.duration(measure.p50Ms()))
                        .add(t("models.p95"), texts.duration(measure.p95Ms()))
                        .add(t("models.ttft"), texts.duration(measure.firstTokenP50Ms()))
                        .add(t("models.ttft95"), texts.duration(measure.firstTokenP95Ms()))
                        .add(
                                t("models.speed"),
                                speed == null ? null : t("models.speed.value", formats.number(Math.round(speed))))
                        .add(t("models.errors"), texts.percent(measure.errorRate()))
                        .add(t("models.uptime"), texts.percent(measure.uptime())));
        var help = new Paragraph(t("models.uptime.help"));
        help.addClassNames("maru-quiet", "maru-small");
        panel.add(help);
        return panel;
    }

    /** A point for each hour of the time; hours without calls are gaps. */
    private Component spark(ModelMeasure measure, MeasureWindow window) {
        var medians = new HashMap<Instant, Long>();
        measure.steps().forEach(step -> {
            if (step.p50Ms() != null) {
                medians.put(step.from(), step.p50Ms());
            }
        });
        var values = new ArrayList<@Nullable Double>();
        long highest = 0;
        var now = tools.clock().instant();
        for (var hour = now.minus(window.length()).truncatedTo(ChronoUnit.HOURS);
                !hour.isAfter(now);
                hour = hour.plus(1, ChronoUnit.HOURS)) {
            var median = medians.get(hour);
            values.add(median == null ? null : (double) median);
            highest = Math.max(highest, median == null ? 0 : median);
        }
        return new Sparkline(values, t("models.spark", texts.duration(highest)));
    }

    private Component prices() {
        var panel = panel(t("models.history"));
        panel.add(new PriceList(tools.catalog().prices(place.caller(), model.id()), texts));
        if (mayChange) {
            panel.add(Buttons.plain(t("models.set-price"), Glyph.COST, this::setPrice));
        }
        return panel;
    }

    private Component scores() {
        var panel = panel(t("models.scores"));
        if (model.scores().isEmpty()) {
            var none = new Paragraph(t("models.scores.none"));
            none.addClassName("maru-quiet");
            panel.add(none);
        }
        var list = new UnorderedList();
        list.addClassName("maru-list");
        model.scores().forEach(score -> list.add(line(score)));
        panel.add(list);
        if (mayChange) {
            panel.add(Buttons.plain(
                    t("models.score.add"), Glyph.ADD, () -> open.accept(new ScoreDialog(place, tools, model))));
        }
        return panel;
    }

    private ListItem line(ModelScore score) {
        var row = new Div(texts.score(score));
        row.addClassName("maru-row");
        if (mayChange) {
            row.add(Buttons.icon(t("models.score.remove", score.benchmark()), Glyph.DELETE, () -> {
                tools.catalog().deleteScore(place.caller(), model.id(), score.benchmark());
                changed.run();
            }));
        }
        var link = new Anchor(score.source(), score.source());
        link.getElement().setAttribute("rel", "noreferrer noopener").setAttribute("target", "_blank");
        var source = new Div(link, new Span(" · " + formats.date(score.asOf())));
        source.addClassNames("maru-quiet", "maru-small");
        return new ListItem(row, source);
    }
}
