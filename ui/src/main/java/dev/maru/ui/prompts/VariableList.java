package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.maru.prompts.content.DeclaredVariable;
import dev.maru.prompts.content.DeclaredVariables;
import dev.maru.prompts.content.PromptVariable;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Tone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an author says about the variables of a version: those that the template asks for, and what is left over. */
final class VariableList extends Div {
    private final Map<String, DeclaredVariable> declared = new LinkedHashMap<>();
    private final boolean writable;
    private final Runnable changed;
    private List<PromptVariable> found = List.of();

    VariableList(DeclaredVariables variables, boolean writable, Runnable changed) {
        variables.list().forEach(variable -> declared.put(variable.name(), variable));
        this.writable = writable;
        this.changed = changed;
    }

    DeclaredVariables declared() {
        return new DeclaredVariables(new ArrayList<>(declared.values()));
    }

    void show(List<PromptVariable> variables) {
        found = variables;
        removeAll();
        var list = new UnorderedList();
        list.addClassNames("maru-list", "maru-variables");
        var names = found.stream().map(PromptVariable::name).toList();
        found.forEach(variable -> list.add(new ListItem(row(variable))));
        declared.values().stream()
                .filter(variable -> !names.contains(variable.name()))
                .forEach(variable -> list.add(new ListItem(leftOver(variable))));
        if (list.getComponentCount() > 0) {
            add(list);
        }
    }

    private Component row(PromptVariable variable) {
        var says = declared.get(variable.name());
        var row = line(variable.name());
        if (says != null) {
            row.add(Chip.plain(t("variable.type." + says.type().wireName())));
            var value = says.defaultValue();
            if (value != null) {
                row.add(Chip.plain(t("variable.default.of", value.canonical())));
            }
        }
        row.add(new Chip(t(variable.required() ? "variable.required" : "variable.optional"), Tone.PLAIN));
        if (writable) {
            row.add(push(Buttons.icon(
                    t("variable.edit", variable.name()),
                    Glyph.EDIT,
                    () -> new VariableDialog(variable, says, this::take).open())));
        }
        if (says != null && !says.description().isEmpty()) {
            var text = new Div(says.description());
            text.addClassNames("maru-quiet", "maru-small");
            row.add(text);
        }
        return row;
    }

    private Component leftOver(DeclaredVariable variable) {
        var row = line(variable.name());
        row.add(new Chip(t("variable.unused"), Tone.WARN, Glyph.WARNING));
        if (writable) {
            row.add(push(Buttons.icon(t("variable.drop", variable.name()), Glyph.CLOSE, () -> {
                declared.remove(variable.name());
                again();
            })));
        }
        return row;
    }

    private void take(DeclaredVariable variable) {
        declared.put(variable.name(), variable);
        again();
    }

    private void again() {
        show(found);
        changed.run();
    }

    private static Div line(String name) {
        var code = new Span(name);
        code.addClassName("maru-mono");
        var row = new Div(code);
        row.addClassName("maru-row");
        return row;
    }

    private static Component push(Component act) {
        act.addClassName("maru-push");
        return act;
    }
}
