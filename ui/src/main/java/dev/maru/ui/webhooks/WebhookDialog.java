package dev.maru.ui.webhooks;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.platform.webhook.Webhook;
import dev.maru.platform.webhook.WebhookAddress;
import dev.maru.platform.webhook.WebhookChange;
import dev.maru.platform.webhook.WebhookData;
import dev.maru.platform.webhook.WebhookService;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.SecretBox;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;
import java.util.HashSet;

/** Asks who wants to be told of what; a new webhook's secret is shown this once. */
final class WebhookDialog extends FormDialog {
    private final TextField url = new TextField(t("webhooks.url"));
    private final CheckboxGroup<String> types = new CheckboxGroup<>(t("webhooks.events"));
    private final TextField folder = new TextField(t("webhooks.folder"));
    private final TextField description = new TextField(t("webhooks.description"));

    private WebhookDialog(String title, WebhookService webhooks) {
        super(title, t("webhooks.dialog.explained"));
        url.setId("webhook-url");
        url.setRequiredIndicatorVisible(true);
        url.setPlaceholder("https://example.com/hooks/maru");
        url.setHelperText(t("webhooks.url.help"));
        url.focus();
        types.setItems(webhooks.eventTypes());
        types.setItemLabelGenerator(type -> t("webhooks.type." + type));
        types.addThemeName("vertical");
        folder.setPlaceholder(t("webhooks.folder.every"));
        folder.setHelperText(t("webhooks.folder.help"));
        description.setPlaceholder(t("webhooks.description.example"));
        field("url", url);
        field("eventTypes", types);
        field("folder", folder);
        field("description", description);
        submitOnEnter();
    }

    static WebhookDialog create(Place place, WebhookService webhooks) {
        var dialog = new WebhookDialog(t("webhooks.new"), webhooks);
        dialog.types.setValue(new HashSet<>(webhooks.eventTypes()));
        dialog.submit(
                t("webhooks.create"),
                () -> dialog.reveal(
                        webhooks.create(place.caller(), dialog.data()).secret()));
        return dialog;
    }

    static WebhookDialog edit(Place place, WebhookService webhooks, Webhook webhook) {
        var dialog = new WebhookDialog(t("webhooks.edit"), webhooks);
        var data = webhook.data();
        dialog.url.setValue(data.address().value());
        dialog.types.setValue(data.eventTypes());
        dialog.folder.setValue(data.folder());
        dialog.description.setValue(data.description());
        dialog.submit(t("dialog.save"), () -> {
            var next = dialog.data();
            webhooks.change(
                    place.caller(),
                    webhook.id(),
                    new WebhookChange(
                            webhook.version(),
                            next.address(),
                            next.eventTypes(),
                            next.folder(),
                            next.description(),
                            null));
            dialog.close();
            Notices.success(t("webhooks.changed"));
        });
        return dialog;
    }

    private WebhookData data() {
        return new WebhookData(
                new WebhookAddress(url.getValue()), types.getValue(), folder.getValue(), description.getValue());
    }

    private void reveal(String secret) {
        setCloseOnOutsideClick(false);
        finish(
                t("webhooks.created"),
                new Note(Tone.WARN, t("webhooks.shown-once")),
                new SecretBox(secret),
                new Note(Tone.PLAIN, t("webhooks.verify")));
    }
}
