package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptRenderer;
import dev.maru.prompts.content.JsonValue;
import dev.maru.prompts.content.PromptVariable;
import dev.maru.ui.component.CodeBlock;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.PrettyJson;
import dev.maru.ui.component.Problems;
import dev.maru.ui.component.Tone;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** The exact messages that a call would send with the sample inputs. */
final class PreviewPanel extends Div {
    PreviewPanel() {
        addClassName("maru-preview");
        getElement().setAttribute("aria-live", "polite");
    }

    /** Shows the variables among the inputs and what they render to; or why nothing can be rendered. */
    void show(SampleInputs inputs, Consumer<List<PromptVariable>> found, Supplier<PromptRenderer.Preview> compose) {
        removeAll();
        try {
            var preview = compose.get();
            inputs.show(preview.variables());
            found.accept(preview.variables());
            var messages = preview.messages(inputs.variables());
            new JsonValue(messages).node().forEach(message -> add(message(message)));
            var missing = inputs.missing();
            if (!missing.isEmpty()) {
                add(new Note(Tone.WARN, t("editor.without-sample", String.join(", ", missing))));
            }
            add(new Details(t("editor.as-json"), new CodeBlock(new JsonValue(messages).pretty(), messages).wrapped()));
        } catch (PlatformException fault) {
            add(new Note(Tone.BAD, Problems.sentence(fault)));
        }
    }

    private static Div message(JsonNode message) {
        var role = new Span(t("chat." + message.path("role").asString("user")));
        role.addClassName("maru-preview-role");
        var content = message.path("content");
        var text = new Div(content.isString() ? content.stringValue() : PrettyJson.of(content));
        text.addClassName("maru-preview-text");
        var block = new Div(role, text);
        block.addClassName("maru-preview-message");
        return block;
    }
}
