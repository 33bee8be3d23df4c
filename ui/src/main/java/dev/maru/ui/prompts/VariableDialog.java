package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.content.DeclaredVariable;
import dev.maru.prompts.content.JsonValue;
import dev.maru.prompts.content.PromptVariable;
import dev.maru.prompts.content.VariableType;
import dev.maru.ui.component.FormDialog;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;

/** Says of a variable what it holds, whether callers must give it, and what stands in where they do not. */
final class VariableDialog extends FormDialog {
    private final Select<VariableType> type = new Select<>();
    private final Checkbox required = new Checkbox(t("variable.required.long"));
    private final TextField otherwise = new TextField(t("variable.default"));
    private final TextArea sample = new TextArea(t("variable.sample"));
    private final TextField description = new TextField(t("variable.description"));

    VariableDialog(PromptVariable variable, @Nullable DeclaredVariable says, Consumer<DeclaredVariable> take) {
        super(t("variable.edit", variable.name()), t("variable.explained"));
        type.setLabel(t("variable.type"));
        type.setItems(VariableType.values());
        type.setItemLabelGenerator(value -> t("variable.type." + value.wireName()));
        type.setValue(says == null ? natural(variable) : says.type());
        type.setId("variable-type");
        required.setValue(says == null ? variable.required() : says.required());
        otherwise.setHelperText(t("variable.default.help"));
        sample.setHelperText(t("variable.sample.help"));
        sample.setMaxRows(6);
        if (says != null) {
            otherwise.setValue(written(says.defaultValue()));
            sample.setValue(written(says.sample()));
            description.setValue(says.description());
        }
        field("type", type);
        field("required", required);
        field("default", otherwise);
        field("sample", sample);
        field("description", description);
        submit(t("dialog.save"), () -> {
            take.accept(new DeclaredVariable(
                    variable.name(),
                    type.getValue(),
                    required.getValue(),
                    read("default", otherwise.getValue()),
                    read("sample", sample.getValue()),
                    description.getValue().strip()));
            close();
        });
        act().setId("variable-save");
    }

    /** A section usually shows something or repeats something; both take a list. */
    private static VariableType natural(PromptVariable variable) {
        return switch (variable.usage()) {
            case VALUE -> VariableType.STRING;
            case SECTION, MESSAGES -> VariableType.LIST;
        };
    }

    private static String written(@Nullable JsonValue value) {
        if (value == null) {
            return "";
        }
        var node = value.node();
        return node.isString() ? node.stringValue() : value.canonical();
    }

    private @Nullable JsonValue read(String field, String text) {
        if (text.isEmpty()) {
            return null;
        }
        if (type.getValue() == VariableType.STRING) {
            return JsonValue.of(JsonNodeFactory.instance.stringNode(text));
        }
        try {
            return new JsonValue(text);
        } catch (JacksonException notJson) {
            throw PlatformException.invalid(field, t("variable.json"));
        }
    }
}
