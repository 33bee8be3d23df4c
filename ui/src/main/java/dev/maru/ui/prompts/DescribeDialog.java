package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.prompts.Prompt;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.shell.Place;
import java.util.stream.Stream;

/** Changes what stands beside a prompt: its description and tags. */
final class DescribeDialog extends FormDialog {
    DescribeDialog(Place place, PromptTools tools, Prompt prompt) {
        super(t("prompt.describe"), "");
        var description = new TextArea(t("prompts.description"));
        description.setValue(prompt.description());
        var tags = new TextField(t("prompts.tags"));
        tags.setHelperText(t("prompts.tags.help"));
        tags.setValue(String.join(", ", prompt.tags()));
        field("description", description);
        field("tags", tags);
        submit(t("dialog.save"), () -> {
            var list = Stream.of(tags.getValue().split(",", -1))
                    .map(String::strip)
                    .filter(tag -> !tag.isEmpty())
                    .toList();
            tools.service().describe(place.caller(), prompt.id(), prompt.version(), description.getValue(), list);
            close();
        });
    }
}
