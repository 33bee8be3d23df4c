package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.maru.prompts.content.PromptVariable;
import dev.maru.prompts.content.VariableType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The variables that a template asks for, each with a field for a sample; samples stay while the template changes. */
public final class SampleInputs extends Div {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int TYPING_PAUSE_MILLIS = 300;

    private final Map<String, String> samples = new HashMap<>();
    private final Runnable changed;
    private List<PromptVariable> shown = List.of();

    public SampleInputs(Runnable changed) {
        this.changed = changed;
        addClassName("maru-form");
    }

    public void show(List<PromptVariable> variables) {
        if (variables.equals(shown) && getComponentCount() > 0) {
            return;
        }
        shown = variables;
        removeAll();
        if (variables.isEmpty()) {
            var none = new Paragraph(t("editor.no-variables"));
            none.addClassName("maru-quiet");
            add(none);
        }
        variables.forEach(variable -> add(field(variable)));
    }

    private TextArea field(PromptVariable variable) {
        var field = new TextArea(variable.name());
        field.setRequiredIndicatorVisible(variable.required());
        field.setMinRows(1);
        field.setMaxRows(6);
        field.setHelperText(
                switch (variable.usage()) {
                    case VALUE -> null;
                    case SECTION -> t("editor.section.help");
                    case MESSAGES -> t("editor.messages.help");
                });
        field.setValue(samples.computeIfAbsent(variable.name(), name -> declaredSample(variable)));
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setValueChangeTimeout(TYPING_PAUSE_MILLIS);
        field.addValueChangeListener(event -> {
            samples.put(variable.name(), event.getValue());
            changed.run();
        });
        return field;
    }

    /** The samples as variables; a value without one is shown by its name in angle brackets. */
    ObjectNode variables() {
        var values = JSON.createObjectNode();
        for (var variable : shown) {
            var sample = samples.getOrDefault(variable.name(), "");
            switch (variable.usage()) {
                case VALUE -> values.set(variable.name(), value(variable, sample));
                case SECTION ->
                    values.set(
                            variable.name(),
                            sample.isBlank() ? JSON.getNodeFactory().booleanNode(false) : json(sample));
                case MESSAGES -> values.set(variable.name(), messages(sample));
            }
        }
        return values;
    }

    /** What was filled in, for a call: a value without a sample is left out. */
    public ObjectNode given(List<PromptVariable> asked) {
        var values = JSON.createObjectNode();
        for (var variable : asked) {
            var sample = samples.getOrDefault(variable.name(), "");
            if (variable.usage() == PromptVariable.Usage.MESSAGES) {
                values.set(variable.name(), messages(sample));
            } else if (!sample.isBlank()) {
                values.set(
                        variable.name(),
                        isText(variable) ? JSON.getNodeFactory().stringNode(sample) : json(sample));
            }
        }
        return values;
    }

    private static boolean isText(PromptVariable variable) {
        var declared = variable.declared();
        return variable.usage() == PromptVariable.Usage.VALUE
                && (declared == null || declared.type() == VariableType.STRING);
    }

    /** Names that a call cannot do without and that have no sample. */
    public List<String> unfilled(List<PromptVariable> asked) {
        return asked.stream()
                .filter(variable -> variable.required() && variable.usage() != PromptVariable.Usage.MESSAGES)
                .map(PromptVariable::name)
                .filter(name -> samples.getOrDefault(name, "").isBlank())
                .toList();
    }

    /** What was typed, by name. */
    public Map<String, String> samples() {
        return Map.copyOf(samples);
    }

    /** Puts samples in that were typed before; to be called before any variable is shown. */
    public void restore(Map<String, String> typed) {
        samples.putAll(typed);
    }

    private static String declaredSample(PromptVariable variable) {
        var says = variable.declared();
        var sample = says == null ? null : says.sample();
        return sample == null ? "" : sample.node().isString() ? sample.node().stringValue() : sample.canonical();
    }

    /** Of the declared type; a gap is filled with something that the type takes. */
    private static JsonNode value(PromptVariable variable, String sample) {
        var says = variable.declared();
        var type = says == null ? VariableType.STRING : says.type();
        var make = JSON.getNodeFactory();
        if (!sample.isEmpty()) {
            return type == VariableType.STRING ? make.stringNode(sample) : json(sample);
        }
        return switch (type) {
            case STRING -> make.stringNode("⟨" + variable.name() + "⟩");
            case NUMBER -> make.numberNode(0);
            case BOOLEAN -> make.booleanNode(true);
            case LIST -> make.arrayNode();
            case OBJECT -> make.objectNode();
        };
    }

    List<String> missing() {
        return shown.stream()
                .filter(variable -> variable.usage() == PromptVariable.Usage.VALUE)
                .map(PromptVariable::name)
                .filter(name -> samples.getOrDefault(name, "").isEmpty())
                .toList();
    }

    private static JsonNode messages(String sample) {
        var read = json(sample);
        if (read.isArray()) {
            return read;
        }
        var messages = JSON.createArrayNode();
        if (!sample.isBlank()) {
            messages.addObject().put("role", "user").put("content", sample);
        }
        return messages;
    }

    /** JSON where it is some, else the text itself. */
    private static JsonNode json(String sample) {
        try {
            return JSON.readTree(sample.isBlank() ? "null" : sample);
        } catch (JacksonException plainText) {
            return JSON.getNodeFactory().stringNode(sample);
        }
    }
}
