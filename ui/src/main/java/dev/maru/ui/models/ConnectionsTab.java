package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.maru.gateway.catalog.Connection;
import dev.maru.gateway.catalog.ConnectionCheck;
import dev.maru.gateway.catalog.ConnectionKind;
import dev.maru.gateway.catalog.DiscoveredEndpoint;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Facts;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Times;
import dev.maru.ui.component.Tone;
import dev.maru.ui.component.TypeNameDialog;
import dev.maru.ui.shell.Place;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The connections to providers, with a test for each, and what was found on this machine. */
final class ConnectionsTab extends Div {
    private final Place place;
    private final ModelTools tools;
    private final boolean mayManage;
    private final Consumer<Dialog> open;
    private final Runnable changed;

    ConnectionsTab(
            Place place, ModelTools tools, boolean mayManage, Runnable add, Consumer<Dialog> open, Runnable changed) {
        this.place = place;
        this.tools = tools;
        this.mayManage = mayManage;
        this.open = open;
        this.changed = changed;
        addClassName("maru-stack");
        if (mayManage) {
            add(found(tools.connections().discovered(place.caller(), false)));
        }
        var connections = tools.connections().list(place.caller());
        if (connections.stream().allMatch(Connection::shared)) {
            add(nothing(add));
        }
        var cards = new Div();
        cards.addClassName("maru-cards");
        connections.forEach(connection -> cards.add(card(connection)));
        add(cards);
    }

    private Component nothing(Runnable add) {
        return mayManage
                ? new EmptyState(
                        Glyph.CONNECTION,
                        t("connections.empty"),
                        t("connections.empty.text"),
                        Buttons.primary(t("connections.new"), Glyph.ADD, add))
                : new EmptyState(Glyph.CONNECTION, t("connections.empty"), t("connections.empty.ask"));
    }

    private Component found(List<DiscoveredEndpoint> endpoints) {
        var offers = endpoints.stream().filter(endpoint -> !endpoint.adopted()).toList();
        var head = new Div(new H2(t("found.title")), Buttons.icon(t("found.refresh"), Glyph.REFRESH, () -> {
            tools.connections().discovered(place.caller(), true);
            changed.run();
        }));
        head.addClassName("maru-row");
        var panel = new Div(head);
        panel.addClassName("maru-panel");
        if (offers.isEmpty()) {
            var none = new Span(t("found.none"));
            none.addClassName("maru-quiet");
            panel.add(none);
            return panel;
        }
        var list = new UnorderedList();
        list.addClassName("maru-list");
        offers.forEach(offer -> list.add(new ListItem(offer(offer))));
        panel.add(list);
        return panel;
    }

    private Component offer(DiscoveredEndpoint endpoint) {
        var source = new Span(
                t("found." + endpoint.kind().name().toLowerCase(Locale.ROOT), endpoint.source(), endpoint.baseUrl()));
        source.addClassNames("maru-quiet", "maru-small");
        var text = new Div(new Span(endpoint.name()), source);
        text.addClassNames("maru-cell-two", "maru-grow");
        var row = new Div(Glyph.SPARKLES.create(), text, Buttons.plain(t("found.adopt"), Glyph.ADD, () -> {
            var made = tools.connections().adopt(place.caller(), endpoint.id());
            changed.run();
            Notices.success(t("found.adopted", made.name()));
        }));
        row.addClassName("maru-row");
        return row;
    }

    private Component card(Connection connection) {
        var head = new Div(new H2(isOffline(connection) ? t("connections.offline") : connection.name()));
        head.addClassName("maru-row");
        if (connection.shared()) {
            head.add(new Chip(t("connections.shared"), Tone.PLAIN, Glyph.TENANT));
        }
        if (isOffline(connection)) {
            head.add(new Chip(t("models.offline"), Tone.WARN, Glyph.INFO));
        }
        refused(connection).ifPresent(head::add);
        if (!connection.enabled()) {
            head.add(new Chip(t("models.off"), Tone.PLAIN, Glyph.BLOCKED));
        }
        var facts = new Facts()
                .add(t("connections.slug"), connection.slug())
                .add(
                        t("connections.kind"),
                        t("connections.kind." + connection.kind().wireName()))
                .add(t("connections.url"), connection.baseUrl())
                .add(t("connections.keys"), keys(connection));
        if (!connection.shared()) {
            facts.add(t("connections.made"), Times.relative(connection.createdAt(), tools.clock()));
        }
        var result = new Div();
        result.getElement().setAttribute("aria-live", "polite");
        var card = new Div(head, facts, result, actions(connection, result));
        card.addClassName("maru-panel");
        return card;
    }

    private static Optional<Chip> refused(Connection connection) {
        var all = connection.keys().size();
        var refused = connection.keys().stream()
                .filter(key -> key.refusedAt() != null)
                .count();
        if (refused == 0) {
            return Optional.empty();
        }
        var text = all == 1 ? t("connections.key.refused") : t("connections.key.refused.some", refused, all);
        return Optional.of(new Chip(text, refused == all ? Tone.BAD : Tone.WARN, Glyph.BLOCKED));
    }

    private static String keys(Connection connection) {
        if (connection.keys().isEmpty()) {
            return t("connections.no-secret");
        }
        return connection.keys().stream()
                .map(key -> key.name() + " " + key.hint())
                .collect(Collectors.joining(", "));
    }

    private static boolean isOffline(Connection connection) {
        return connection.kind() == ConnectionKind.OFFLINE;
    }

    private Component actions(Connection connection, Div result) {
        var row = new Div();
        row.addClassName("maru-actions");
        if (!mayManage) {
            return row;
        }
        var test = Buttons.plain(
                t("connections.test"),
                Glyph.LATENCY,
                () -> show(result, tools.tester().test(place.caller(), connection.id())));
        test.setDisableOnClick(true);
        test.addClickListener(event -> test.setEnabled(true));
        row.add(test);
        if (connection.shared()) {
            return row;
        }
        row.add(
                Buttons.quiet(t("connections.import"), Glyph.DOWNLOAD, () -> {
                    var imported = tools.catalog().importModels(place.caller(), connection.id());
                    Notices.success(t("connections.imported", imported.listed(), imported.added()));
                }),
                Buttons.quiet(
                        t("connections.keys"),
                        Glyph.KEY,
                        () -> open.accept(new ConnectionKeysDialog(place, tools, connection))),
                Buttons.icon(
                        t("connections.edit.of", connection.name()),
                        Glyph.EDIT,
                        () -> open.accept(new ConnectionDialog(place, tools, connection))),
                Buttons.icon(
                        t("connections.delete.of", connection.name()),
                        Glyph.DELETE,
                        () -> open.accept(new TypeNameDialog(
                                t("connections.delete.of", connection.name()),
                                t("connections.delete.consequence"),
                                connection.slug(),
                                t("connections.delete"),
                                typed -> tools.connections().delete(place.caller(), connection.id())))));
        return row;
    }

    private static void show(Div result, ConnectionCheck check) {
        result.removeAll();
        var outcome = t("check." + check.outcome().name().toLowerCase(Locale.ROOT));
        var works = check.outcome() == ConnectionCheck.Outcome.WORKS;
        var sentence = new Span(check.sentence());
        sentence.addClassName("maru-small");
        result.add(new Note(works ? Tone.GOOD : Tone.BAD, outcome, sentence));
    }
}
