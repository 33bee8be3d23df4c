package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.Autocomplete;
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

/** Makes or changes a connection to a provider; a key that is stored is never shown again. */
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
    private boolean nameTouched;

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
        kind.setItemLabelGenerator(ConnectionDialog::kindName);
        kind.setValue(ConnectionKind.OPENAI);
        url.setItems(addresses(connection == null ? ConnectionKind.OPENAI : connection.kind()));
        url.setAllowCustomValue(true);
        url.addCustomValueSetListener(event -> url.setValue(event.getDetail().strip()));
        url.setHelperText(t("connections.url.help."
                + (connection == null ? "openai" : connection.kind().wireName())));
        secret.setId("connection-secret");
        // Browsers fill a field that is only off with the password of the person who is signed in.
        secret.setAutocomplete(Autocomplete.NEW_PASSWORD);
        leaving.setLabel(t("connections.leaving"));
        leaving.setItems(DisconnectPolicy.values());
        leaving.setItemLabelGenerator(value -> t("connections.leaving." + value.wireName()));
        if (connection == null) {
            field("kind", kind);
        }
        field("name", name);
        if (connection == null) {
            field("slug", slug);
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
        name.addValueChangeListener(event -> nameTouched |= event.isFromClient());
        kind.addValueChangeListener(event -> {
            offerAddresses(event.getValue());
            if (!nameTouched) {
                name.setValue(event.getValue() == ConnectionKind.OPENAI ? "" : kindName(event.getValue()));
            }
        });
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
        secret.setHelperText(
                connection.keys().size() > 1
                        ? t(
                                "connections.secret.several",
                                connection.keys().getFirst().name())
                        : t("connections.secret.keep"));
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

    private static String kindName(ConnectionKind kind) {
        return t("connections.kind." + kind.wireName());
    }

    /** Most kinds live at one address; a server of the OpenAI protocol may be anywhere. */
    private void offerAddresses(ConnectionKind chosen) {
        url.setItems(addresses(chosen));
        url.setValue(chosen == ConnectionKind.OPENAI ? null : chosen.usualUrl());
        url.setHelperText(t("connections.url.help." + chosen.wireName()));
        secret.setHelperText(
                chosen == ConnectionKind.BEDROCK ? t("connections.secret.help.bedrock") : t("connections.secret.help"));
    }

    private static List<String> addresses(ConnectionKind kind) {
        var usual = kind.usualUrl();
        return kind == ConnectionKind.OPENAI ? KNOWN_URLS : usual == null ? List.of() : List.of(usual);
    }

    private String address() {
        return url.getValue() == null ? "" : url.getValue().strip();
    }

    private @Nullable String key() {
        return secret.getValue().isBlank() ? null : secret.getValue().strip();
    }
}
