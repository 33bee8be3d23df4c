package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.maru.gateway.catalog.CatalogModel;
import dev.maru.gateway.catalog.ModelFacts;
import dev.maru.gateway.catalog.ModelFeature;
import dev.maru.gateway.measure.MeasureWindow;
import dev.maru.gateway.measure.ModelMeasure;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Fields;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;
import dev.maru.ui.shell.Query;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The models as cards, with filters; what is called without a price stands first. */
final class ModelsTab extends Div {
    private static final int MOST_CARDS = 60;
    private static final int MOST_ALERTS = 3;

    private final Place place;
    private final ModelTools tools;
    private final boolean mayManage;
    private final Query query;
    private final Consumer<Query> go;
    private final Consumer<Dialog> open;
    private final Runnable changed;
    private final Div cards = new Div();
    private final List<CatalogModel> models;
    private final Map<String, ModelMeasure> measures;
    private String text;
    private String feature = "";
    private String modality = "";
    private String connection = "";
    private String priced = "";

    ModelsTab(
            Place place,
            ModelTools tools,
            boolean mayManage,
            Query query,
            Consumer<Query> go,
            Consumer<Dialog> open,
            Runnable changed) {
        this.place = place;
        this.tools = tools;
        this.mayManage = mayManage;
        this.query = query;
        this.go = go;
        this.open = open;
        this.changed = changed;
        addClassName("maru-stack");
        cards.addClassName("maru-cards");
        models = tools.catalog().models(place.caller());
        measures = tools.measures().measured(place.caller(), MeasureWindow.DAY).models();
        text = query.get("q", "");
        tools.alerts().open(place.caller()).stream()
                .limit(MOST_ALERTS)
                .forEach(alert -> models.stream()
                        .filter(model -> model.id().equals(alert.model()))
                        .forEach(model -> add(
                                UnpricedNote.of(alert, mayManage && !model.shared() ? () -> setPrice(model) : null))));
        query.get("compare").ifPresent(first -> add(choosing(first)));
        if (models.size() > 2) {
            add(filters());
        }
        add(cards);
        showMatching();
    }

    private void setPrice(CatalogModel model) {
        open.accept(new PricesDialog(place, tools, model, true));
    }

    private Component choosing(String first) {
        return new Note(
                Tone.ACCENT,
                t("models.compare.choose", first),
                Buttons.quiet(t("models.compare.cancel"), Glyph.CLOSE, () -> go.accept(query.with("compare", null))));
    }

    private Component filters() {
        var bar = new Div(
                Fields.search(t("models.search"), value -> {
                    text = value;
                    showMatching();
                }),
                Fields.choice(t("models.filter.feature"), ModelFeature.wireNames(), ModelTexts::feature, value -> {
                    feature = value;
                    showMatching();
                }),
                Fields.choice(
                        t("models.filter.modality"), ModelFacts.MODALITIES, value -> t("modality." + value), value -> {
                            modality = value;
                            showMatching();
                        }),
                Fields.choice(
                        t("models.filter.connection"),
                        models.stream()
                                .map(CatalogModel::connectionSlug)
                                .distinct()
                                .toList(),
                        value -> value,
                        value -> {
                            connection = value;
                            showMatching();
                        }),
                Fields.choice(
                        t("models.filter.price"),
                        List.of("priced", "unpriced"),
                        value -> t("models.filter." + value),
                        value -> {
                            priced = value;
                            showMatching();
                        }));
        bar.addClassName("maru-filters");
        return bar;
    }

    private void showMatching() {
        var matching = models.stream().filter(this::matches).toList();
        cards.removeAll();
        matching.stream().limit(MOST_CARDS).map(this::card).forEach(cards::add);
        if (matching.isEmpty()) {
            cards.add(new EmptyState(Glyph.SEARCH, t("filter.nothing"), t("filter.nothing.text")));
        } else if (matching.size() > MOST_CARDS) {
            cards.add(new Paragraph(t("models.more", matching.size() - MOST_CARDS)));
        }
    }

    private boolean matches(CatalogModel model) {
        var facts = model.facts();
        return (model.qualifiedName() + " " + model.name())
                        .toLowerCase(Locale.ROOT)
                        .contains(text.toLowerCase(Locale.ROOT))
                && (feature.isEmpty() || model.features().contains(feature))
                && (modality.isEmpty()
                        || facts.inputs().contains(modality)
                        || facts.outputs().contains(modality))
                && (connection.isEmpty() || model.connectionSlug().equals(connection))
                && (priced.isEmpty() || priced.equals("priced") == (model.price() != null));
    }

    private Component card(CatalogModel model) {
        return new ModelCard(
                place, tools, model, measures.get(model.qualifiedName()), mayManage, query, go, open, changed);
    }
}
