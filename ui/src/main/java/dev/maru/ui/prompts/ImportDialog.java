package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Permission;
import dev.maru.prompts.files.ImportOptions;
import dev.maru.prompts.files.ImportResult;
import dev.maru.prompts.files.ImportRow;
import dev.maru.prompts.files.PromptImport;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Problems;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;
import org.jspecify.annotations.Nullable;

/** Takes a file, shows what importing it would do, and does it when that is wanted. */
final class ImportDialog extends Dialog {

    private final Place place;
    private final PromptImport imports;
    private final Div result = new Div();
    private final Checkbox labels = new Checkbox(t("import.labels"));
    private final Button cancel = new Button(t("dialog.cancel"), event -> close());
    private final Button act = new Button(t("import.act"), event -> apply());
    private String fileName = "";
    private byte @Nullable [] upload;

    ImportDialog(Place place, PromptImport imports) {
        this.place = place;
        this.imports = imports;
        setHeaderTitle(t("import.title"));
        setWidth("min(860px, 96vw)");
        addClassName("maru-form-dialog");
        var explanation = new Paragraph(t("import.explained"));
        explanation.addClassName("maru-form-explanation");
        labels.setHelperText(t("import.labels.help"));
        labels.setVisible(place.may(Permission.RELEASE_PROMPTS));
        labels.addValueChangeListener(event -> preview());
        result.addClassName("maru-stack");
        result.getElement().setAttribute("aria-live", "polite");
        var body = new Div(explanation, upload(), labels, result);
        body.addClassName("maru-form");
        add(body);
        cancel.addThemeName("tertiary");
        act.addThemeName("primary");
        act.setId("import-act");
        act.setEnabled(false);
        act.setDisableOnClick(true);
        getFooter().add(cancel, act);
    }

    private Upload upload() {
        var field = new Upload();
        // The next file takes the place of the one before it, as when that had errors.
        field.setUploadHandler(UploadHandler.inMemory((file, bytes) -> {
            field.clearFileList();
            took(file.fileName(), bytes);
        }));
        field.setAcceptedFileTypes(".zip", ".md", ".json");
        field.setMaxFileSize(PromptImport.MAX_BYTES);
        field.setI18n(UploadTexts.create());
        field.addFileRejectedListener(event -> say(Tone.BAD, event.getErrorMessage()));
        return field;
    }

    private void took(String name, byte[] bytes) {
        fileName = name;
        upload = bytes;
        preview();
    }

    private void preview() {
        act.setEnabled(false);
        result.removeAll();
        if (upload == null) {
            return;
        }
        run(upload, true, looked -> {
            long wrong = looked.count(ImportRow.Action.REFUSED);
            long work = looked.rows().size()
                    - wrong
                    - looked.count(ImportRow.Action.IGNORED)
                    - looked.count(ImportRow.Action.UNCHANGED);
            result.add(new H3(fileName));
            result.add(
                    wrong > 0
                            ? new Note(Tone.BAD, t("import.wrong", wrong))
                            : work == 0 ? new Note(Tone.PLAIN, t("import.nothing")) : summary(Tone.ACCENT, looked),
                    new ImportRows(looked));
            act.setEnabled(wrong == 0 && work > 0);
        });
    }

    private void apply() {
        if (upload == null) {
            return;
        }
        run(upload, false, done -> {
            result.removeAll();
            if (!done.applied()) {
                result.add(
                        new Note(Tone.BAD, t("import.wrong", done.count(ImportRow.Action.REFUSED))),
                        new ImportRows(done));
                return;
            }
            result.add(summary(Tone.GOOD, done), new ImportRows(done));
            labels.setVisible(false);
            cancel.setText(t("dialog.done"));
            act.setVisible(false);
        });
    }

    private interface Shown {
        void show(ImportResult result);
    }

    private void run(byte[] bytes, boolean preview, Shown shown) {
        try {
            shown.show(imports.run(place.caller(), fileName, bytes, new ImportOptions(labels.getValue(), preview)));
        } catch (PlatformException refused) {
            say(Tone.BAD, Problems.sentence(refused));
        }
    }

    private void say(Tone tone, String text) {
        result.removeAll();
        result.add(new Note(tone, text));
    }

    private static Note summary(Tone tone, ImportResult of) {
        return new Note(
                tone,
                t(
                        tone == Tone.GOOD ? "import.done" : "import.ready",
                        of.count(ImportRow.Action.CREATED),
                        of.count(ImportRow.Action.VERSION_ADDED),
                        of.count(ImportRow.Action.DESCRIBED),
                        of.count(ImportRow.Action.UNCHANGED)));
    }
}
