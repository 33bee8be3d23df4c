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
import dev.maru.gateway.catalog.PriceSheet;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Facts;
import dev.maru.ui.component.Fields;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.InlineCopy;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.Place;
import dev.maru.ui.shell.Query;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The models as cards: what each can do, what it costs, and a place to ask it. */
final class ModelsTab extends Div {
    private static final int MOST_CARDS = 60;

    private final Place place;
    private final ModelTools tools;
    private final boolean mayManage;
    private final Consumer<Query> go;
    private final Consumer<Dialog> open;
    private final Runnable changed;
    private final Formats formats = Formats.current();
    private final Div cards = new Div();
    private final List<CatalogModel> models;

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
        this.go = go;
        this.open = open;
        this.changed = changed;
        addClassName("maru-stack");
        cards.addClassName("maru-cards");
        models = tools.catalog().models(place.caller());
        if (models.size() > 6) {
            var search = Fields.search(t("models.search"), this::showMatching);
            var bar = new Div(search);
            bar.addClassName("maru-filters");
            add(bar);
        }
        add(cards);
        showMatching(query.get("q", ""));
    }

    private void showMatching(String text) {
        var wanted = text.toLowerCase(Locale.ROOT);
        var matching = models.stream()
                .filter(model -> (model.qualifiedName() + " " + model.name())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
                .toList();
        cards.removeAll();
        matching.stream().limit(MOST_CARDS).map(this::card).forEach(cards::add);
        if (matching.isEmpty()) {
            cards.add(new EmptyState(Glyph.SEARCH, t("filter.nothing"), t("filter.nothing.text")));
        } else if (matching.size() > MOST_CARDS) {
            cards.add(new Paragraph(t("models.more", matching.size() - MOST_CARDS)));
        }
    }

    private Component card(CatalogModel model) {
        var title = new H2(model.name());
        var head = new Div(title);
        head.addClassName("maru-row");
        if (isOffline(model)) {
            head.add(new Chip(t("models.offline"), Tone.WARN, Glyph.INFO));
        }
        if (!model.enabled()) {
            head.add(new Chip(t("models.off"), Tone.PLAIN, Glyph.BLOCKED));
        }
        var card = new Div(head, new InlineCopy(model.qualifiedName()));
        card.addClassName("maru-panel");
        var about = isOffline(model) ? t("models.offline.text") : model.description();
        if (!about.isEmpty()) {
            var description = new Paragraph(about);
            description.addClassNames("maru-quiet", "maru-small");
            card.add(description);
        }
        card.add(facts(model), actions(model));
        return card;
    }

    private static boolean isOffline(CatalogModel model) {
        return model.features().contains("offline") || model.qualifiedName().equals("maru/offline");
    }

    private Facts facts(CatalogModel model) {
        var facts = new Facts()
                .add(t("models.connection"), model.connectionSlug())
                .add(t("models.context"), tokens(model.contextWindow()))
                .add(t("models.output"), tokens(model.maxOutputTokens()));
        var price = model.price();
        if (price == null) {
            facts.add(t("models.price"), new Chip(t("models.unpriced"), Tone.WARN, Glyph.WARNING));
        } else {
            facts.add(t("models.price.input"), perMillion(price, price.uncachedInput()))
                    .add(t("models.price.cached"), perMillion(price, price.cacheRead()))
                    .add(t("models.price.output"), perMillion(price, price.output()));
        }
        if (!model.features().isEmpty()) {
            facts.add(
                    t("models.features"),
                    Chip.row(model.features().stream().map(Chip::plain).toList()));
        }
        return facts;
    }

    private @Nullable String tokens(@Nullable Integer count) {
        return count == null ? null : t("models.tokens", formats.number(count));
    }

    private @Nullable String perMillion(PriceSheet sheet, @Nullable BigDecimal price) {
        return price == null ? null : t("models.per-million", formats.exactMoney(price, sheet.currency()));
    }

    private Component actions(CatalogModel model) {
        var row = new Div();
        row.addClassName("maru-actions");
        if (model.enabled()) {
            var ask = Buttons.plain(
                    t("models.ask"),
                    Glyph.PLAY,
                    () -> go.accept(Query.none().with("tab", "try").with("model", model.qualifiedName())));
            row.add(ask);
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
        row.add(Buttons.quiet(
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
}
