package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.core.problem.FieldError;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptCopies;
import dev.maru.prompts.PromptName;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Notices;
import dev.maru.ui.shell.Place;
import dev.maru.ui.shell.Query;

/** Asks what the copy of a prompt or of a folder is called, makes it, and shows it. */
final class CopyDialog extends FormDialog {
    private final TextField name = new TextField();

    private CopyDialog(String title, String explanation, String label, String help, String value) {
        super(title, explanation);
        name.setLabel(label);
        name.setHelperText(help);
        name.setId("copy-name");
        name.setValue(value);
        name.setRequiredIndicatorVisible(true);
        name.setAutoselect(true);
        name.focus();
        field("name", name);
    }

    static CopyDialog of(Place place, PromptCopies copies, Prompt prompt) {
        var dialog = new CopyDialog(
                t("copy.of", prompt.name()),
                t("copy.explained"),
                t("prompts.name"),
                t("prompts.name.help"),
                prompt.name() + "-copy");
        var version = new IntegerField(t("copy.version"));
        version.setMin(1);
        version.setMax(prompt.latest());
        version.setStepButtonsVisible(true);
        version.setValue(prompt.latest());
        dialog.field("version", version);
        dialog.submit(t("copy.act"), () -> {
            var number = version.getValue() == null ? (Integer) prompt.latest() : version.getValue();
            var copy = copies.copy(place.caller(), prompt.name(), number, new PromptName(dialog.wanted()));
            dialog.close();
            UI.getCurrent().navigate(place.inProject("prompts/" + copy.id()));
        });
        dialog.submitOnEnter();
        return dialog;
    }

    static CopyDialog ofFolder(Place place, PromptCopies copies, String folder) {
        var dialog = new CopyDialog(
                t("copy.of", folder), t("copy.folder.explained"), t("copy.folder.name"), "", folder + "-copy");
        dialog.submit(t("copy.act"), () -> {
            var made = copies.copyFolder(place.caller(), folder, dialog.wanted());
            dialog.close();
            Notices.success(t("copy.folder.done", made.size()));
            UI.getCurrent()
                    .navigate(place.inProject("prompts")
                            + Query.none().with("folder", dialog.wanted()).suffix());
        });
        dialog.submitOnEnter();
        return dialog;
    }

    private String wanted() {
        return name.getValue().strip();
    }

    @Override
    protected String fieldText(FieldError error) {
        return error.field().equals("name") ? t("error.field.prompt-name") : super.fieldText(error);
    }
}
