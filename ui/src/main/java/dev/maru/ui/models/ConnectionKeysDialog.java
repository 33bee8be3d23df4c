package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.maru.core.problem.FieldError;
import dev.maru.gateway.catalog.Connection;
import dev.maru.gateway.catalog.ConnectionKey;
import dev.maru.gateway.catalog.KeyChange;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.ConfirmDialog;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.Place;
import java.util.List;

/** The keys of a connection: one more beside the others, one switched off, one taken away, without a gap for calls. */
final class ConnectionKeysDialog extends FormDialog {
    private final Place place;
    private final ModelTools tools;
    private final Connection connection;
    private final Div notes = new Div();
    private final UnorderedList list = new UnorderedList();

    ConnectionKeysDialog(Place place, ModelTools tools, Connection connection) {
        super(t("connections.keys.of", connection.name()), t("connections.keys.explained"));
        this.place = place;
        this.tools = tools;
        this.connection = connection;
        list.addClassName("maru-list");
        content(notes, list, new H3(t("connections.key.new")));
        var fields = new KeyFields();
        field("name", fields.name());
        field("secret", fields.secret());
        field("weight", fields.weight());
        leaveWith(t("dialog.close"));
        submit(t("connections.key.add"), () -> {
            var added = tools.keys()
                    .add(place.caller(), connection.id(), fields.givenName(), fields.givenSecret(), fields.share());
            fields.clear();
            show();
            Notices.success(t("connections.key.added", added.name()));
        });
        show();
    }

    @Override
    protected String fieldText(FieldError error) {
        return KeyFields.problem(error);
    }

    private List<ConnectionKey> keys() {
        return tools.connections().list(place.caller()).stream()
                .filter(each -> each.id().equals(connection.id()))
                .flatMap(each -> each.keys().stream())
                .toList();
    }

    private void show() {
        var keys = keys();
        list.removeAll();
        notes.removeAll();
        list.setVisible(!keys.isEmpty());
        if (keys.isEmpty()) {
            notes.add(new Note(Tone.PLAIN, t("connections.keys.none")));
        } else if (keys.stream().noneMatch(ConnectionKey::usable)) {
            notes.add(new Note(Tone.BAD, t("connections.keys.locked")));
        }
        notes.setVisible(notes.getComponentCount() > 0);
        keys.forEach(key -> list.add(new ListItem(row(key, keys.size() == 1))));
    }

    private Component row(ConnectionKey key, boolean last) {
        var text = new Div(new Span(key.name()), quiet(t("connections.key.facts", key.hint(), key.weight())));
        text.addClassNames("maru-cell-two", "maru-grow");
        var refused = key.refusedAt();
        if (refused != null) {
            var since = t(
                    "connections.key.refused.reason",
                    Formats.current().relative(refused, tools.clock().instant()));
            text.add(quiet(key.refusedReason() == null ? since : since + ": " + key.refusedReason()));
        }
        var row = new Div(text);
        row.addClassName("maru-row");
        if (refused != null) {
            row.add(new Chip(t("connections.key.refused"), Tone.BAD, Glyph.BLOCKED));
        }
        if (!key.enabled()) {
            row.add(new Chip(t("models.off"), Tone.PLAIN, Glyph.BLOCKED));
        }
        var acts = new Span(
                key.enabled()
                        ? Buttons.quiet(t("connections.key.off"), Glyph.BLOCKED, () -> use(key, false))
                        : Buttons.quiet(t("connections.key.on"), Glyph.CHECK, () -> use(key, true)),
                Buttons.icon(t("connections.key.change.of", key.name()), Glyph.EDIT, () -> change(key)),
                Buttons.icon(t("connections.key.delete.of", key.name()), Glyph.DELETE, () -> delete(key, last)));
        acts.addClassName("maru-route-buttons");
        row.add(acts);
        return row;
    }

    private static Component quiet(String text) {
        var span = new Span(text);
        span.addClassNames("maru-quiet", "maru-small");
        return span;
    }

    private void use(ConnectionKey key, boolean on) {
        tools.keys()
                .update(place.caller(), connection.id(), key.id(), new KeyChange(key.version(), null, null, null, on));
        show();
    }

    private void change(ConnectionKey key) {
        new ChangeDialog(key).open();
    }

    private void delete(ConnectionKey key, boolean last) {
        new ConfirmDialog(
                        last ? t("connections.key.delete.last") : t("connections.key.delete.of", key.name()),
                        last
                                ? t("connections.key.delete.last.consequence", connection.name())
                                : t("connections.key.delete.consequence"),
                        t("connections.delete"),
                        () -> {
                            tools.keys().delete(place.caller(), connection.id(), key.id());
                            show();
                            Notices.success(t("connections.key.deleted", key.name()));
                        })
                .open();
    }

    /** Another name, weight or secret for a key. */
    private final class ChangeDialog extends FormDialog {
        ChangeDialog(ConnectionKey key) {
            super(t("connections.key.change.of", key.name()), "");
            var fields = new KeyFields();
            fields.show(key);
            field("name", fields.name());
            field("secret", fields.secret());
            field("weight", fields.weight());
            submitOnEnter();
            submit(t("dialog.save"), () -> {
                var changed = tools.keys()
                        .update(
                                place.caller(),
                                connection.id(),
                                key.id(),
                                new KeyChange(
                                        key.version(), fields.givenName(), fields.givenSecret(), fields.share(), null));
                close();
                ConnectionKeysDialog.this.show();
                Notices.success(t("connections.key.changed", changed.name()));
            });
        }

        @Override
        protected String fieldText(FieldError error) {
            return KeyFields.problem(error);
        }
    }
}
