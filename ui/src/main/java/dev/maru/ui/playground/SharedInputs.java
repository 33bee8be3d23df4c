package dev.maru.ui.playground;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.textfield.TextArea;
import dev.maru.prompts.content.PromptVariable;
import dev.maru.ui.prompts.SampleInputs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What all columns share: the variables that any of them asks for, and the user's message with its pictures. */
final class SharedInputs extends Div {
    private final SampleInputs samples;
    private final TextArea question = new TextArea(t("play.question"));
    private final PictureField pictures = new PictureField();

    SharedInputs(Runnable changed) {
        samples = new SampleInputs(changed);
        addClassName("maru-play-inputs");
        samples.setId("play-variables");
        question.setId("play-question");
        question.setHelperText(t("play.question.help"));
        question.setMinRows(2);
        question.setMaxRows(10);
        question.setWidthFull();
        question.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                changed.run();
            }
        });
        var variables = new Div(new H2(t("editor.variables")), samples);
        variables.addClassName("maru-panel");
        var message = new Div(question, pictures);
        message.addClassName("maru-panel");
        add(variables, message);
    }

    /** Shows a field for each name that any of the columns asks for. */
    void show(List<List<PromptVariable>> asked) {
        var all = new LinkedHashMap<String, PromptVariable>();
        asked.forEach(variables ->
                variables.forEach(variable -> all.merge(variable.name(), variable, SharedInputs::together)));
        samples.show(List.copyOf(all.values()));
    }

    /** The use that asks for more decides which help stands at the field. */
    private static PromptVariable together(PromptVariable one, PromptVariable other) {
        var usage = one.usage() == PromptVariable.Usage.SECTION ? other.usage() : one.usage();
        return new PromptVariable(one.name(), usage, one.required() || other.required(), one.declared());
    }

    JsonNode variables(List<PromptVariable> asked) {
        return samples.given(asked);
    }

    List<String> unfilled(List<PromptVariable> asked) {
        return samples.unfilled(asked);
    }

    Question question() {
        return new Question(question.getValue(), pictures.pictures());
    }

    Map<String, String> samples() {
        return samples.samples();
    }

    String questionText() {
        return question.getValue();
    }

    void restore(Map<String, String> typed, String text) {
        samples.restore(typed);
        question.setValue(text);
    }
}
