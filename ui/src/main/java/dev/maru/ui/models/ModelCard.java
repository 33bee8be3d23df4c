package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.catalog.CatalogModel;
import dev.maru.gateway.catalog.ModelChange;
import dev.maru.gateway.measure.ModelMeasure;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Facts;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.InlineCopy;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.Place;
import dev.maru.ui.shell.Query;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One model among others: what it can do, what it costs, how it did, and what can be done with it. */
final class ModelCard extends Div {
    private final Place place;
    private final ModelTools tools;
    private final CatalogModel model;
    private final ModelTexts texts = new ModelTexts();
    private final Query query;
    private final Consumer<Query> go;

    ModelCard(
            Place place,
            ModelTools tools,
            CatalogModel model,
            @Nullable ModelMeasure measure,
            boolean mayManage,
            Query query,
            Consumer<Query> go,
            Consumer<Dialog> open,
            Runnable changed) {
        this.place = place;
        this.tools = tools;
        this.model = model;
        this.query = query;
        this.go = go;
        addClassName("maru-panel");
        add(head(), new InlineCopy(model.qualifiedName()));
        var about = ModelTexts.isOffline(model) ? t("models.offline.text") : model.description();
        if (!about.isEmpty()) {
            var description = new Paragraph(about);
            description.addClassNames("maru-quiet", "maru-small");
            add(description);
        }
        add(facts(measure));
        if (!model.features().isEmpty()) {
            add(Chip.row(model.features().stream()
                    .map(feature -> Chip.plain(ModelTexts.feature(feature)))
                    .toList()));
        }
        add(actions(mayManage, open, changed));
    }

    private Component head() {
        var head = new Div(new H2(model.name()));
        head.addClassName("maru-row");
        if (ModelTexts.isOffline(model)) {
            head.add(new Chip(t("models.offline"), Tone.WARN, Glyph.INFO));
        }
        if (!model.enabled()) {
            head.add(new Chip(t("models.off"), Tone.PLAIN, Glyph.BLOCKED));
        }
        ModelTexts.retirement(model, LocalDate.now(tools.clock()), Formats.current())
                .ifPresent(head::add);
        return head;
    }

    private Facts facts(@Nullable ModelMeasure measure) {
        var facts = new Facts()
                .add(t("models.connection"), model.connectionSlug())
                .add(t("models.adapter"), model.parent())
                .add(t("models.context"), texts.tokens(model.contextWindow()))
                .add(t("models.output"), texts.tokens(model.maxOutputTokens()))
                .add(t("models.modalities"), texts.modalities(model));
        var price = model.price();
        if (price == null) {
            facts.add(t("models.price"), new Chip(t("models.unpriced"), Tone.WARN, Glyph.WARNING));
        } else {
            facts.add(t("models.price.input"), texts.perMillion(price, price.uncachedInput()))
                    .add(t("models.price.cached"), texts.perMillion(price, price.cacheRead()))
                    .add(t("usage.cache-write"), texts.perMillion(price, price.cacheWrite()))
                    .add(t("models.price.output"), texts.perMillion(price, price.output()));
        }
        if (!model.scores().isEmpty()) {
            facts.add(
                    t("models.score"),
                    Chip.row(model.scores().stream().map(texts::score).toList()));
        }
        if (measure != null) {
            var second = new Div(
                    t("models.measured.errors", texts.percent(measure.errorRate()), texts.percent(measure.uptime())));
            second.addClassNames("maru-quiet", "maru-small");
            facts.add(
                    t("models.measured"),
                    new Div(
                            new Span(t(
                                    "models.measured.value",
                                    texts.duration(measure.p50Ms()),
                                    texts.duration(measure.p95Ms()))),
                            second));
        }
        return facts;
    }

    private Component actions(boolean mayManage, Consumer<Dialog> open, Runnable changed) {
        var row = new Div();
        row.addClassName("maru-actions");
        row.add(Buttons.plain(
                t("models.details"), Glyph.INFO, () -> go.accept(Query.none().with("show", model.qualifiedName()))));
        if (model.enabled()) {
            row.add(Buttons.quiet(
                    t("models.ask"),
                    Glyph.PLAY,
                    () -> go.accept(Query.none().with("tab", "try").with("model", model.qualifiedName()))));
            if (place.may(Permission.CALL_MODELS)) {
                row.add(Buttons.quiet(
                        t("nav.playground"),
                        Glyph.PLAYGROUND,
                        () -> UI.getCurrent()
                                .navigate(
                                        place.inProject("playground"),
                                        QueryParameters.of("m1", model.qualifiedName()))));
            }
        }
        row.add(
                Buttons.quiet(t("models.compare"), Glyph.COMPARE, this::compare),
                Buttons.quiet(
                        t("models.prices"),
                        Glyph.COST,
                        () -> open.accept(new PricesDialog(place, tools, model, mayManage && !model.shared()))));
        if (mayManage && !model.shared()) {
            row.add(Buttons.quiet(
                    model.enabled() ? t("models.disable") : t("models.enable"),
                    model.enabled() ? Glyph.BLOCKED : Glyph.CHECK,
                    () -> {
                        tools.catalog()
                                .update(
                                        place.caller(),
                                        model.id(),
                                        new ModelChange(
                                                model.version(), null, null, null, null, null, !model.enabled()));
                        changed.run();
                    }));
        } else if (model.shared()) {
            var shared = new Span(t("models.shared"));
            shared.addClassNames("maru-quiet", "maru-small");
            row.add(shared);
        }
        return row;
    }

    private void compare() {
        go.accept(query.get("compare")
                .filter(first -> !first.equals(model.qualifiedName()))
                .map(first -> Query.none().with("compare", first + "," + model.qualifiedName()))
                .orElseGet(() -> Query.none().with("compare", model.qualifiedName())));
    }
}
