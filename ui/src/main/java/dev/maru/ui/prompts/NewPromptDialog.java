package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.core.problem.FieldError;
import dev.maru.prompts.NewPrompt;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptDraft;
import dev.maru.prompts.PromptKind;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.PromptService;
import dev.maru.prompts.content.ChatEntry;
import dev.maru.prompts.content.ChatRole;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.shell.Place;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks for the name and kind of a new prompt, makes it with a first version to edit, and opens it. */
final class NewPromptDialog extends FormDialog {
    private @Nullable Prompt made;

    NewPromptDialog(Place place, PromptService service, String folder) {
        super(t("prompts.new"), t("prompts.new.explained"));
        var name = new TextField(t("prompts.name"));
        name.setId("prompt-name");
        name.setRequiredIndicatorVisible(true);
        name.setHelperText(t("prompts.name.help"));
        name.setValue(folder.isEmpty() ? "" : folder + "/");
        name.focus();
        var kind = new RadioButtonGroup<PromptKind>(t("prompts.kind"));
        kind.setItems(PromptKind.CHAT, PromptKind.TEXT);
        kind.setItemLabelGenerator(
                value -> t("kind." + value.wireName()) + ": " + t("kind.explained." + value.wireName()));
        kind.setValue(PromptKind.CHAT);
        kind.addThemeName("vertical");
        var description = new TextField(t("prompts.description"));
        field("name", name);
        field("kind", kind);
        field("description", description);
        submit(t("prompts.create"), () -> {
            var draft = new PromptDraft(firstBody(kind.getValue()), PromptConfig.EMPTY, t("prompts.first-message"));
            var wanted = new NewPrompt(
                    new PromptName(name.getValue().strip()), draft, description.getValue(), List.of(), Set.of());
            made = service.create(place.caller(), wanted).prompt();
            close();
            UI.getCurrent().navigate(place.inProject("prompts/" + made.id()));
        });
        submitOnEnter();
    }

    @Override
    protected String fieldText(FieldError error) {
        return error.field().equals("name") ? t("error.field.prompt-name") : super.fieldText(error);
    }

    @Nullable
    Prompt made() {
        return made;
    }

    private static PromptBody firstBody(PromptKind kind) {
        return switch (kind) {
            case TEXT -> new PromptBody.Text(t("prompts.first-text"));
            case CHAT ->
                new PromptBody.Chat(List.of(
                        ChatEntry.Message.of(ChatRole.SYSTEM, t("prompts.first-system")),
                        ChatEntry.Message.of(ChatRole.USER, "{{question}}")));
        };
    }
}
