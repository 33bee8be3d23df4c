package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.maru.access.Slug;
import dev.maru.gateway.catalog.Connection;
import dev.maru.gateway.catalog.ConnectionChange;
import dev.maru.gateway.catalog.ConnectionKind;
import dev.maru.gateway.catalog.ConnectionSlug;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.catalog.NewConnection;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Notices;
import dev.maru.ui.shell.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes or changes a connection to an OpenAI-compatible provider; a key that is stored is never shown again. */
final class ConnectionDialog extends FormDialog {
    private static final List<String> KNOWN_URLS = List.of(
            "https://api.openai.com/v1",
            "https://openrouter.ai/api/v1",
            "https://api.together.xyz/v1",
            "https://api.groq.com/openai/v1",
            "https://api.deepseek.com/v1",
            "http://localhost:11434/v1",
            "http://localhost:8000/v1");

    private final TextField name = new TextField(t("connections.name"));
    private final TextField slug = new TextField(t("connections.slug"));
    private final Select<ConnectionKind> kind = new Select<>();
    private final ComboBox<String> url = new ComboBox<>(t("connections.url"));
    private final PasswordField secret = new PasswordField(t("connections.secret"));
    private final Select<DisconnectPolicy> leaving = new Select<>();
    private final Checkbox enabled = new Checkbox(t("connections.enabled"), true);
    private boolean slugTouched;

    ConnectionDialog(Place place, ModelTools tools, @Nullable Connection connection) {
        super(
                connection == null ? t("connections.new") : t("connections.edit.of", connection.name()),
                t("connections.explained"));
        name.setId("connection-name");
        name.setValueChangeMode(ValueChangeMode.EAGER);
        name.setRequiredIndicatorVisible(true);
        url.setId("connection-url");
        kind.setId("connection-kind");
        kind.setLabel(t("connections.kind"));
        kind.setItems(ConnectionKind.choices());
        kind.setItemLabelGenerator(value -> t("connections.kind." + value.wireName()));
        kind.setValue(ConnectionKind.OPENAI);
        url.setItems(KNOWN_URLS);
        url.setAllowCustomValue(true);
        url.addCustomValueSetListener(event -> url.setValue(event.getDetail().strip()));
        url.setHelperText(t("connections.url.help."
                + (connection == null ? "openai" : connection.kind().wireName())));
        secret.setId("connection-secret");
        secret.getElement().setAttribute("autocomplete", "off");
        leaving.setLabel(t("connections.leaving"));
        leaving.setItems(DisconnectPolicy.values());
        leaving.setItemLabelGenerator(value -> t("connections.leaving." + value.wireName()));
        field("name", name);
        if (connection == null) {
            field("slug", slug);
            field("kind", kind);
        }
        field("baseUrl", url);
        field("secret", secret);
        field("onDisconnect", leaving);
        if (connection == null) {
            prepareNew(place, tools);
        } else {
            prepareChange(place, tools, connection);
        }
    }

    private void prepareNew(Place place, ModelTools tools) {
        slug.setHelperText(t("connections.slug.help"));
        slug.addValueChangeListener(event -> slugTouched |= event.isFromClient());
        name.addValueChangeListener(event -> {
            if (!slugTouched && !event.getValue().isBlank()) {
                slug.setValue(Slug.resembling(event.getValue(), "provider").value());
            }
        });
        kind.addValueChangeListener(event -> offerAddresses(event.getValue()));
        secret.setHelperText(t("connections.secret.help"));
        leaving.setValue(DisconnectPolicy.DRAIN);
        submit(t("connections.create"), () -> {
            var made = tools.connections()
                    .create(
                            place.caller(),
                            new NewConnection(
                                    new ConnectionSlug(slug.getValue().strip()),
                                    name.getValue(),
                                    kind.getValue(),
                                    address(),
                                    key(),
                                    leaving.getValue()));
            close();
            Notices.success(t("connections.created", made.name()));
        });
    }

    private void prepareChange(Place place, ModelTools tools, Connection connection) {
        name.setValue(connection.name());
        url.setValue(connection.baseUrl());
        secret.setPlaceholder(
                connection.keys().isEmpty() ? "" : connection.keys().getFirst().hint());
        secret.setHelperText(t("connections.secret.keep"));
        leaving.setValue(connection.onDisconnect());
        enabled.setValue(connection.enabled());
        content(enabled);
        submit(t("dialog.save"), () -> {
            tools.connections()
                    .update(
                            place.caller(),
                            connection.id(),
                            new ConnectionChange(
                                    connection.version(),
                                    name.getValue(),
                                    address(),
                                    key(),
                                    enabled.getValue(),
                                    leaving.getValue()));
            close();
            Notices.success(t("connections.changed", name.getValue()));
        });
    }

    /** Most kinds live at one address; a server of the OpenAI protocol may be anywhere. */
    private void offerAddresses(ConnectionKind chosen) {
        var usual = chosen.usualUrl();
        var known = chosen == ConnectionKind.OPENAI ? KNOWN_URLS : usual == null ? List.<String>of() : List.of(usual);
        url.setItems(known);
        url.setValue(chosen == ConnectionKind.OPENAI ? null : usual);
        url.setHelperText(t("connections.url.help." + chosen.wireName()));
        secret.setHelperText(
                chosen == ConnectionKind.BEDROCK ? t("connections.secret.help.bedrock") : t("connections.secret.help"));
    }

    private String address() {
        return url.getValue() == null ? "" : url.getValue().strip();
    }

    private @Nullable String key() {
        return secret.getValue().isBlank() ? null : secret.getValue().strip();
    }
}
