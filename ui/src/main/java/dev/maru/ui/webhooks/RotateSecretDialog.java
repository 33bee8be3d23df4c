package dev.maru.ui.webhooks;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.select.Select;
import dev.maru.platform.webhook.Webhook;
import dev.maru.platform.webhook.WebhookService;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.SecretBox;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;
import java.time.Duration;

/** Makes a new secret; deliveries are signed with both for a while, so that none is refused. */
final class RotateSecretDialog extends FormDialog {
    RotateSecretDialog(Place place, WebhookService webhooks, Webhook webhook) {
        super(t("webhooks.rotate"), t("webhooks.rotate.explained"));
        var overlap = new Select<Duration>();
        overlap.setLabel(t("webhooks.overlap"));
        overlap.setItems(
                Duration.ZERO, Duration.ofHours(1), WebhookService.DEFAULT_OVERLAP, WebhookService.LONGEST_OVERLAP);
        overlap.setItemLabelGenerator(RotateSecretDialog::text);
        overlap.setValue(WebhookService.DEFAULT_OVERLAP);
        field("overlap", overlap);
        submit(t("webhooks.rotate"), () -> {
            var issued = webhooks.rotate(place.caller(), webhook.id(), overlap.getValue());
            setCloseOnOutsideClick(false);
            finish(
                    t("webhooks.rotated"),
                    new Note(Tone.WARN, t("webhooks.shown-once")),
                    new SecretBox(issued.secret()));
        });
    }

    private static String text(Duration overlap) {
        if (overlap.isZero()) {
            return t("keys.overlap.none");
        }
        return overlap.toHours() < 48
                ? t("keys.overlap.hours", overlap.toHours())
                : t("keys.overlap.days", overlap.toDays());
    }
}
