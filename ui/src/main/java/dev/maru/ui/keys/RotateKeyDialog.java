package dev.maru.ui.keys;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.select.Select;
import dev.maru.access.ApiKey;
import dev.maru.access.ApiKeyService;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.SecretBox;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;
import java.time.Duration;

/** Makes a successor of a key; the old one works on for a while, so that nothing stops. */
final class RotateKeyDialog extends FormDialog {
    RotateKeyDialog(Place place, ApiKeyService keys, ApiKey key) {
        super(t("keys.rotate.of", key.data().name()), t("keys.rotate.explained"));
        var overlap = new Select<Duration>();
        overlap.setLabel(t("keys.overlap"));
        overlap.setItems(
                Duration.ZERO, Duration.ofHours(1), ApiKeyService.DEFAULT_OVERLAP, ApiKeyService.LONGEST_OVERLAP);
        overlap.setItemLabelGenerator(RotateKeyDialog::text);
        overlap.setValue(ApiKeyService.DEFAULT_OVERLAP);
        field("overlap", overlap);
        submit(t("keys.rotate"), () -> {
            var issued = keys.rotate(place.caller(), key.id(), overlap.getValue());
            setCloseOnOutsideClick(false);
            finish(
                    t("keys.created.title", issued.key().data().name()),
                    new Note(Tone.WARN, t("keys.shown-once")),
                    new SecretBox(issued.secret()),
                    new Note(Tone.PLAIN, t("keys.rotate.old", text(overlap.getValue()))));
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
