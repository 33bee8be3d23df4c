package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.maru.gateway.catalog.CatalogModel;
import dev.maru.gateway.catalog.Connection;
import dev.maru.gateway.catalog.ConnectionKind;
import dev.maru.gateway.catalog.HostingService.Hosted;
import dev.maru.gateway.hosting.EndpointHealth;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.shell.Place;
import dev.maru.ui.shell.Query;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The endpoints on machines of the tenant's own: how they are, how busy, and what their tokens cost. */
final class EndpointsTab extends Div {
    private final Place place;
    private final ModelTools tools;
    private final boolean mayManage;
    private final Query query;
    private final Consumer<Query> go;
    private final Consumer<Dialog> open;

    EndpointsTab(
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
        addClassName("maru-stack");
        var connections = tools.connections().list(place.caller());
        var hosted = tools.hostings().list(place.caller());
        var free = free(connections, hosted);
        if (hosted.isEmpty()) {
            add(nothing(free));
            return;
        }
        var models = tools.catalog().models(place.caller());
        var against = query.get("against").orElse(null);
        var bar =
                new Div(choice(models, hosted, against), Buttons.icon(t("endpoints.refresh"), Glyph.REFRESH, changed));
        bar.addClassName("maru-row");
        if (mayManage && !free.isEmpty()) {
            bar.add(describe(free));
        }
        add(bar, cards(connections, hosted, models, against));
    }

    private static List<Connection> free(List<Connection> connections, List<Hosted> hosted) {
        var taken = hosted.stream().map(Hosted::connection).collect(Collectors.toSet());
        return connections.stream()
                .filter(connection -> !connection.shared()
                        && connection.kind() == ConnectionKind.OPENAI
                        && !taken.contains(connection.id()))
                .toList();
    }

    private Component nothing(List<Connection> free) {
        if (!mayManage) {
            return new EmptyState(Glyph.CONNECTION, t("endpoints.empty"), t("connections.empty.ask"));
        }
        return free.isEmpty()
                ? new EmptyState(
                        Glyph.CONNECTION,
                        t("endpoints.empty"),
                        t("endpoints.empty.connect"),
                        Buttons.primary(
                                t("connections.new"),
                                Glyph.ADD,
                                () -> go.accept(
                                        Query.none().with("tab", "connections").with("new", "1"))))
                : new EmptyState(Glyph.CONNECTION, t("endpoints.empty"), t("endpoints.empty.text"), describe(free));
    }

    private Component describe(List<Connection> free) {
        var button = Buttons.plain(
                t("endpoints.describe"), Glyph.ADD, () -> open.accept(new HostingDialog(place, tools, free, null)));
        button.setId("endpoint-describe");
        return button;
    }

    /** Hosted models to compare with: those of the tenant's other connections. */
    private Component choice(List<CatalogModel> models, List<Hosted> hosted, @Nullable String against) {
        var own = hosted.stream().map(Hosted::connection).collect(Collectors.toSet());
        var names = new HashSet<String>();
        models.stream()
                .filter(model -> !own.contains(model.connectionId()) && model.enabled() && !ModelTexts.isOffline(model))
                .forEach(model -> names.add(model.qualifiedName()));
        var select = new Select<String>();
        select.setId("endpoint-against");
        select.setLabel(t("endpoints.against"));
        select.setItems(names.stream().sorted().toList());
        select.setPlaceholder(t("endpoints.against.choose"));
        if (against != null && names.contains(against)) {
            select.setValue(against);
        }
        select.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                go.accept(query.with("against", event.getValue()));
            }
        });
        return select;
    }

    private Component cards(
            List<Connection> connections, List<Hosted> hosted, List<CatalogModel> models, @Nullable String against) {
        var health = tools.health().list(place.caller()).stream()
                .collect(Collectors.toMap(EndpointHealth::connection, Function.identity()));
        var known = models.stream().map(CatalogModel::qualifiedName).collect(Collectors.toSet());
        var cards = new Div();
        cards.addClassName("maru-cards");
        for (var endpoint : hosted) {
            connections.stream()
                    .filter(connection -> connection.id().equals(endpoint.connection()))
                    .findFirst()
                    .ifPresent(connection -> cards.add(new EndpointCard(
                            place,
                            tools,
                            connection,
                            endpoint,
                            health.get(connection.id()),
                            against == null || !known.contains(against) ? null : against,
                            mayManage,
                            open)));
        }
        return cards;
    }
}
