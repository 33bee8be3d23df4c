package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.core.problem.FieldError;
import dev.maru.gateway.catalog.ConnectionKey;
import dev.maru.ui.component.Problems;

/** What people say of one key of a connection. */
record KeyFields(TextField name, PasswordField secret, IntegerField weight) {
    KeyFields() {
        this(
                new TextField(t("connections.key.name")),
                new PasswordField(t("connections.secret")),
                new IntegerField(t("connections.key.weight")));
        name.setId("key-name");
        name.setPlaceholder(t("connections.key.name.sample"));
        name.setRequiredIndicatorVisible(true);
        secret.setId("key-secret");
        // Browsers fill a field that is only off with the password of the person who is signed in.
        secret.setAutocomplete(Autocomplete.NEW_PASSWORD);
        secret.setRequiredIndicatorVisible(true);
        weight.setId("key-weight");
        weight.setValue(1);
        weight.setMin(1);
        weight.setMax(1_000);
        weight.setStepButtonsVisible(true);
        weight.setHelperText(t("connections.key.weight.help"));
    }

    /** Shows a key to be changed; its secret is never shown. */
    void show(ConnectionKey key) {
        name.setId("change-name");
        secret.setId("change-secret");
        weight.setId("change-weight");
        name.setValue(key.name());
        weight.setValue(key.weight());
        secret.setRequiredIndicatorVisible(false);
        secret.setPlaceholder(key.hint());
        secret.setHelperText(t("connections.key.secret.replace"));
    }

    void clear() {
        name.clear();
        secret.clear();
        weight.setValue(1);
    }

    String givenName() {
        return name.getValue();
    }

    String givenSecret() {
        return secret.getValue();
    }

    int share() {
        return weight.getValue() == null ? 0 : weight.getValue();
    }

    static String problem(FieldError error) {
        return error.field().equals("name") ? t("connections.key.error.name") : Problems.field(error);
    }
}
