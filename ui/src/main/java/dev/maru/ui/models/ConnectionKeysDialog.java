package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.gateway.catalog.Connection;
import dev.maru.gateway.catalog.ConnectionKey;
import dev.maru.gateway.catalog.KeyChange;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;

/** The keys of a connection: one more beside the others, one switched off, one taken away, without a gap for calls. */
final class ConnectionKeysDialog extends FormDialog {
    private final Place place;
    private final ModelTools tools;
    private final Connection connection;
    private final UnorderedList list = new UnorderedList();
    private final TextField name = new TextField(t("connections.key.name"));
    private final PasswordField secret = new PasswordField(t("connections.secret"));
    private final IntegerField weight = new IntegerField(t("connections.key.weight"));

    ConnectionKeysDialog(Place place, ModelTools tools, Connection connection) {
        super(t("connections.keys.of", connection.name()), t("connections.keys.explained"));
        this.place = place;
        this.tools = tools;
        this.connection = connection;
        list.addClassName("maru-list");
        content(list);
        name.setId("key-name");
        name.setPlaceholder(t("connections.key.name.sample"));
        secret.setId("key-secret");
        secret.getElement().setAttribute("autocomplete", "off");
        weight.setId("key-weight");
        weight.setValue(1);
        weight.setMin(1);
        weight.setMax(1_000);
        weight.setStepButtonsVisible(true);
        weight.setHelperText(t("connections.key.weight.help"));
        field("name", name);
        field("secret", secret);
        field("weight", weight);
        submit(t("connections.key.add"), () -> {
            var added = tools.keys()
                    .add(
                            place.caller(),
                            connection.id(),
                            name.getValue(),
                            secret.getValue(),
                            weight.getValue() == null ? 0 : weight.getValue());
            name.clear();
            secret.clear();
            weight.setValue(1);
            show();
            Notices.success(t("connections.key.added", added.name()));
        });
        show();
    }

    private void show() {
        list.removeAll();
        tools.connections().list(place.caller()).stream()
                .filter(each -> each.id().equals(connection.id()))
                .flatMap(each -> each.keys().stream())
                .forEach(key -> list.add(new ListItem(row(key))));
    }

    private Component row(ConnectionKey key) {
        var text = new Div(new Span(key.name()), hint(key));
        text.addClassNames("maru-cell-two", "maru-grow");
        var row = new Div(text);
        row.addClassName("maru-row");
        if (key.refusedAt() != null) {
            row.add(new Chip(t("connections.key.refused"), Tone.BAD, Glyph.BLOCKED));
        } else if (!key.enabled()) {
            row.add(new Chip(t("models.off"), Tone.PLAIN, Glyph.BLOCKED));
        }
        row.add(
                Buttons.quiet(
                        key.enabled() ? t("connections.key.off") : t("connections.key.on"),
                        key.enabled() ? Glyph.BLOCKED : Glyph.CHECK,
                        () -> {
                            tools.keys()
                                    .update(
                                            place.caller(),
                                            connection.id(),
                                            key.id(),
                                            new KeyChange(key.version(), null, null, null, !key.enabled()));
                            show();
                        }),
                Buttons.icon(t("connections.key.delete.of", key.name()), Glyph.DELETE, () -> {
                    tools.keys().delete(place.caller(), connection.id(), key.id());
                    show();
                    Notices.success(t("connections.key.deleted", key.name()));
                }));
        return row;
    }

    private static Component hint(ConnectionKey key) {
        var hint = new Span(t("connections.key.facts", key.hint(), key.weight()));
        hint.addClassNames("maru-quiet", "maru-small");
        return hint;
    }
}
