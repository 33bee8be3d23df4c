package dev.maru.ui.playground;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.NewPrompt;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptDraft;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.content.JsonValue;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Saves what a column holds: as the next version of its prompt, or as a new prompt where it has none. */
final class SaveDialog extends FormDialog {
    private final Place place;
    private final PlaygroundTools tools;
    private final ColumnSource source;
    private final PromptBody body;
    private final JsonValue parameters;
    private final @Nullable String model;
    private final Consumer<ColumnLink.Source> saved;
    private final TextField name = new TextField(t("prompts.name"));
    private final TextField message = new TextField(t("editor.message"));
    private final Checkbox withModel = new Checkbox();
    private final Div stale = new Div();
    private int seen;

    SaveDialog(
            Place place,
            PlaygroundTools tools,
            ColumnSource source,
            PromptBody body,
            JsonValue parameters,
            @Nullable String model,
            Consumer<ColumnLink.Source> saved) {
        super(
                source.prompt() == null
                        ? t("play.save.new")
                        : t("play.save.of", source.prompt().name()),
                source.prompt() == null ? t("play.save.new.explained") : t("play.save.explained"));
        this.place = place;
        this.tools = tools;
        this.source = source;
        this.body = body;
        this.parameters = parameters;
        this.model = model;
        this.saved = saved;
        var prompt = source.prompt();
        name.setId("play-name");
        name.setRequiredIndicatorVisible(true);
        name.setHelperText(t("prompts.name.help"));
        message.setId("play-message");
        if (prompt == null) {
            field("name", name);
            name.focus();
            message.setValue(t("prompts.first-message"));
        } else {
            seen = prompt.latest();
            message.focus();
        }
        field("commitMessage", message);
        if (model != null) {
            withModel.setLabel(t("play.save.model", model));
            withModel.setValue(prompt == null);
            content(withModel);
        }
        content(stale);
        stale.getElement().setAttribute("role", "alert");
        submit(t("editor.save"), () -> {
            if (prompt == null) {
                create();
            } else {
                save(prompt);
            }
        });
        submitOnEnter();
    }

    private void create() {
        var made = tools.service()
                .create(
                        place.caller(),
                        NewPrompt.of(new PromptName(name.getValue().strip()), draft()))
                .prompt();
        close();
        Notices.success(t("play.saved.new", made.name()));
        saved.accept(ColumnLink.Source.Saved.of(made.id(), String.valueOf(made.latest())));
    }

    private void save(Prompt prompt) {
        try {
            var result = tools.service().newVersion(place.caller(), prompt.id(), seen, draft());
            close();
            var number = result.version().number();
            Notices.success(result.unchanged() ? t("editor.unchanged", number) : t("editor.saved", number));
            saved.accept(ColumnLink.Source.Saved.of(prompt.id(), String.valueOf(number)));
        } catch (PlatformException refused) {
            if (refused.code() != CoreError.STALE_VERSION) {
                throw refused;
            }
            tellStale(prompt);
        }
    }

    /** Somebody saved meanwhile: says who and what, and lets the author save on top of it or leave it. */
    private void tellStale(Prompt prompt) {
        var caller = place.caller();
        seen = tools.prompts().prompt(caller, prompt.id()).latest();
        var theirs = tools.prompts().version(caller, prompt.id(), seen);
        stale.removeAll();
        stale.add(new Note(Tone.WARN, t("play.stale", theirs.createdBy(), seen, theirs.commitMessage())));
        act().setText(t("play.save.on-top", seen));
    }

    private PromptDraft draft() {
        var config = (ObjectNode) parameters.node();
        var own = source.config().json().node().path("model");
        if (withModel.getValue()) {
            config.put("model", model);
        } else if (own.isString() && source.prompt() != null) {
            config.set("model", own);
        }
        return new PromptDraft(body, new PromptConfig(JsonValue.of(config)), source.variables(), message.getValue());
    }

    @Override
    protected String fieldText(FieldError error) {
        return error.field().equals("name") ? t("error.field.prompt-name") : super.fieldText(error);
    }
}
