package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Permission;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptDraft;
import dev.maru.prompts.PromptVersion;
import dev.maru.prompts.SavedVersion;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The editor beside its variables and the preview, with the one act: save as a new version. */
final class EditTab extends Div {
    private final Place place;
    private final PromptTools tools;
    private final Prompt prompt;
    private final PromptVersion base;
    private final Consumer<SavedVersion> saved;
    private final PromptEditor editor;
    private final SampleInputs inputs;
    private final VariableList variables;
    private final PreviewPanel preview;
    private final TextField message = new TextField();
    private boolean dirty;

    EditTab(Place place, PromptTools tools, Prompt prompt, int version, Consumer<SavedVersion> saved) {
        this.place = place;
        this.tools = tools;
        this.prompt = prompt;
        this.saved = saved;
        base = tools.prompts().version(place.caller(), prompt.id(), version);
        preview = new PreviewPanel();
        variables = new VariableList(base.variables(), place.may(Permission.WRITE_PROMPTS), this::edited);
        inputs = new SampleInputs(this::showPreview);
        editor = new PromptEditor(base, this::edited);
        addClassName("maru-edit");
        var left = new Div();
        left.addClassName("maru-stack");
        if (version != prompt.latest()) {
            left.add(new Note(Tone.WARN, t("editor.older", version, prompt.latest())));
        }
        left.add(editor);
        if (place.may(Permission.WRITE_PROMPTS)) {
            left.add(saveBar());
        }
        add(left, side());
        showPreview();
    }

    private Component side() {
        var declared = new Details(t("variable.list"), variables);
        declared.setOpened(!base.variables().list().isEmpty());
        declared.setId("variable-list");
        var samples = new Div(new H2(t("editor.variables")), inputs, declared);
        samples.addClassName("maru-panel");
        var rendered = new Div(new H2(t("editor.preview")), preview);
        rendered.addClassName("maru-panel");
        var side = new Div(samples, rendered);
        side.addClassName("maru-stack");
        return side;
    }

    private Component saveBar() {
        message.setPlaceholder(t("editor.message"));
        message.setAriaLabel(t("editor.message"));
        message.setId("commit-message");
        message.addClassName("maru-grow");
        var save = Buttons.primary(t("editor.save"), Glyph.CHECK, () -> save(base.number()));
        save.setId("save-version");
        keepOnce(save);
        var bar = new Div(message, save);
        bar.addClassNames("maru-row", "maru-save");
        return bar;
    }

    /** A second click while the first is under way saves nothing twice. */
    private static void keepOnce(Button button) {
        button.setDisableOnClick(true);
        button.addClickListener(event -> button.setEnabled(true));
    }

    int base() {
        return base.number();
    }

    boolean isDirty() {
        return dirty;
    }

    private void edited() {
        dirty = true;
        showPreview();
    }

    private void showPreview() {
        var body = editor.bodyOrShowFault();
        if (body != null) {
            preview.show(
                    inputs,
                    variables::show,
                    () -> tools.renderer()
                            .preview(place.caller(), prompt.id(), prompt.name(), body, variables.declared()));
        }
        editor.configOrShowFault();
    }

    private @Nullable PromptDraft draft() {
        var body = editor.bodyOrShowFault();
        var config = editor.configOrShowFault();
        return body == null || config == null
                ? null
                : new PromptDraft(body, config, variables.declared(), message.getValue());
    }

    private void save(int expectedLatest) {
        var draft = draft();
        if (draft == null) {
            return;
        }
        // An older version may be edited anew, but only on top of the newest that this page showed.
        int seen = Math.max(expectedLatest, prompt.latest());
        try {
            var result = tools.service().newVersion(place.caller(), prompt.id(), seen, draft);
            done(result);
        } catch (PlatformException refused) {
            if (refused.code() != CoreError.STALE_VERSION) {
                throw refused;
            }
            new StaleDialog(place, tools, prompt, base.content(), draft, this::done, this::dropMine).open();
        }
    }

    private void done(SavedVersion result) {
        dirty = false;
        Notices.success(
                result.unchanged()
                        ? t("editor.unchanged", result.version().number())
                        : t("editor.saved", result.version().number()));
        saved.accept(result);
    }

    private void dropMine() {
        dirty = false;
        saved.accept(new SavedVersion(base, true));
    }
}
