package dev.maru.ui.calls;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.maru.gateway.call.PayloadPolicy;
import dev.maru.gateway.call.PayloadPolicyService;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;

/** Decides whether a project keeps what is said in its calls, and for how long. */
final class CaptureDialog extends FormDialog {
    CaptureDialog(Place place, PayloadPolicyService payloads) {
        super(t("capture.title"), t("capture.explained"));
        var policy = payloads.get(place.caller());
        var capture = new RadioButtonGroup<PayloadPolicy.Capture>(t("capture.what"));
        capture.setItems(PayloadPolicy.Capture.values());
        capture.setItemLabelGenerator(value -> t("capture." + value.wireName()));
        capture.setValue(policy.capture());
        capture.addThemeName("vertical");
        var days = new IntegerField(t("capture.days"));
        days.setMin(1);
        days.setMax(365);
        days.setStepButtonsVisible(true);
        days.setValue(policy.retentionDays());
        field("capture", capture);
        field("retentionDays", days);
        content(new Note(Tone.PLAIN, t("capture.note")));
        submit(t("dialog.save"), () -> {
            var wanted = new PayloadPolicy(
                    capture.getValue(), days.getValue() == null ? 0 : days.getValue(), policy.version());
            payloads.set(place.caller(), wanted);
            close();
            Notices.success(t("capture.done"));
        });
    }
}
