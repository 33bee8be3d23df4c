package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.maru.gateway.catalog.CatalogModel;
import dev.maru.gateway.catalog.PriceSheet;
import dev.maru.gateway.measure.MeasureWindow;
import dev.maru.gateway.measure.ModelMeasure;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.Place;
import dev.maru.ui.shell.Query;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Two to four models side by side; which ones stands in the address. */
final class CompareTable extends Div {
    private static final int MOST = 4;

    private final ModelTexts texts = new ModelTexts();
    private final Formats formats = Formats.current();
    private final Consumer<Query> go;
    private final List<CatalogModel> chosen = new ArrayList<>();
    private final Map<String, ModelMeasure> measures;
    private final NativeTable table = new NativeTable();

    CompareTable(Place place, ModelTools tools, List<String> names, Consumer<Query> go) {
        this.go = go;
        addClassName("maru-stack");
        var models = tools.catalog().models(place.caller());
        names.stream()
                .distinct()
                .limit(MOST)
                .forEach(name -> models.stream()
                        .filter(model -> model.qualifiedName().equals(name))
                        .forEach(chosen::add));
        measures = tools.measures().measured(place.caller(), MeasureWindow.WEEK).models();
        var bar = new Div(Buttons.quiet(t("models.back"), Glyph.UNDO, () -> go.accept(Query.none())));
        bar.addClassName("maru-row");
        var others = models.stream()
                .map(CatalogModel::qualifiedName)
                .filter(name ->
                        chosen.stream().noneMatch(model -> model.qualifiedName().equals(name)))
                .toList();
        if (chosen.size() < MOST && !others.isEmpty()) {
            bar.add(add(others));
        }
        table.addClassName("maru-compare");
        fill(LocalDate.now(tools.clock()));
        var scroll = new Div(table);
        scroll.addClassName("maru-scroll-x");
        scroll.getElement().setAttribute("tabindex", "0");
        scroll.getElement().setAttribute("role", "region");
        scroll.getElement().setAttribute("aria-label", t("models.compare.title"));
        add(bar, scroll);
    }

    private Component add(List<String> others) {
        var select = new Select<String>();
        select.setItems(others);
        select.setPlaceholder(t("models.compare.add"));
        select.setAriaLabel(t("models.compare.add"));
        select.addValueChangeListener(event -> {
            var names = names();
            names.add(event.getValue());
            show(names);
        });
        return select;
    }

    private List<String> names() {
        return new ArrayList<>(chosen.stream().map(CatalogModel::qualifiedName).toList());
    }

    private void show(List<String> names) {
        go.accept(Query.none().with("compare", String.join(",", names)));
    }

    private void fill(LocalDate today) {
        var heads = new NativeTableRow();
        heads.add(new NativeTableHeaderCell());
        for (var model : chosen) {
            var cell = new NativeTableHeaderCell();
            cell.getElement().setAttribute("scope", "col");
            var names = names();
            names.remove(model.qualifiedName());
            var row = new Div(new Span(model.name()));
            if (chosen.size() > 2) {
                row.add(Buttons.icon(t("models.compare.remove", model.name()), Glyph.CLOSE, () -> show(names)));
            }
            row.addClassName("maru-row");
            var full = new Div(model.qualifiedName());
            full.addClassNames("maru-quiet", "maru-small", "maru-mono");
            cell.add(row, full);
            heads.add(cell);
        }
        table.getHead().add(heads);
        text(t("models.context"), model -> texts.tokens(model.contextWindow()));
        text(t("models.output"), model -> texts.tokens(model.maxOutputTokens()));
        text(t("models.modalities"), texts::modalities);
        row(
                t("models.features"),
                model -> Chip.row(model.features().stream()
                        .map(feature -> Chip.plain(ModelTexts.feature(feature)))
                        .toList()));
        price(t("models.price.input"), PriceSheet::uncachedInput);
        price(t("usage.cache-read"), PriceSheet::cacheRead);
        price(t("usage.cache-write"), PriceSheet::cacheWrite);
        price(t("models.price.output"), PriceSheet::output);
        row(
                t("models.score"),
                model -> Chip.row(model.scores().stream().map(texts::score).toList()));
        measured(t("models.p50"), measure -> texts.duration(measure.p50Ms()));
        measured(t("models.p95"), measure -> texts.duration(measure.p95Ms()));
        measured(t("models.ttft"), measure -> texts.duration(measure.firstTokenP50Ms()));
        measured(t("models.errors"), measure -> texts.percent(measure.errorRate()));
        measured(t("models.uptime"), measure -> texts.percent(measure.uptime()));
        row(
                t("models.retires-on"),
                model -> ModelTexts.retirement(model, today, formats)
                        .<Component>map(Function.identity())
                        .orElseGet(() -> new Span("–")));
    }

    private void measured(String name, Function<ModelMeasure, String> value) {
        text(name, model -> {
            var measure = measures.get(model.qualifiedName());
            return measure == null ? null : value.apply(measure);
        });
    }

    private void price(String name, Function<PriceSheet, @Nullable BigDecimal> kind) {
        row(name, model -> {
            var sheet = model.price();
            if (sheet == null) {
                return new Chip(t("models.filter.unpriced"), Tone.WARN, Glyph.WARNING);
            }
            var text = texts.perMillion(sheet, kind.apply(sheet));
            return new Span(text == null ? "–" : text);
        });
    }

    private void text(String name, Function<CatalogModel, @Nullable String> value) {
        row(name, model -> {
            var text = value.apply(model);
            return new Span(text == null ? "–" : text);
        });
    }

    private void row(String name, Function<CatalogModel, Component> value) {
        var row = new NativeTableRow();
        var head = new NativeTableHeaderCell(name);
        head.getElement().setAttribute("scope", "row");
        row.add(head);
        chosen.forEach(model -> row.add(new NativeTableCell(value.apply(model))));
        table.getBody().add(row);
    }
}
