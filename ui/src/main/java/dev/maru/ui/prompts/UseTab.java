package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.catalog.CallableModel;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptUse;
import dev.maru.prompts.content.PromptVariable;
import dev.maru.ui.component.CallSamples;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.CodeBlock;
import dev.maru.ui.component.CodeTabs;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;
import java.util.List;

/** How an application fetches this prompt and calls a model with it, with its real name, label and variables. */
final class UseTab extends Div {
    private static final String SOME_MODEL = "maru/offline";

    UseTab(PromptTools tools, Prompt prompt, Place place) {
        addClassName("maru-halves");
        var label = prompt.labels().containsKey(PromptLabel.PRODUCTION)
                        || prompt.labels().isEmpty()
                ? PromptLabel.PRODUCTION
                : prompt.labels().firstKey();
        var caller = place.caller();
        var live = prompt.labels().getOrDefault(label, prompt.latest());
        var version = tools.prompts().version(caller, prompt.id(), live);
        var variables = tools.renderer().preview(caller, prompt.name(), version).variables().stream()
                .filter(variable -> variable.usage() == PromptVariable.Usage.VALUE)
                .map(PromptVariable::name)
                .toList();
        var model = caller.may(Permission.READ_MODELS)
                ? tools.catalog().callable(caller).stream()
                        .map(CallableModel::qualifiedName)
                        .findFirst()
                        .orElse(SOME_MODEL)
                : SOME_MODEL;
        var samples = CallSamples.of(tools.publicUrl(), model, t("sample.question"))
                .withPrompt(prompt.name().value(), label.value(), variables)
                .withQuestion(variables.isEmpty() ? t("sample.question") : null);
        if (prompt.labels().isEmpty()) {
            var note = new Note(Tone.WARN, t("use.not-released"));
            note.addClassName("maru-span");
            add(note);
        }
        add(
                panel(t("use.call"), t("use.call.text"), new CodeTabs(t("use.call"), samples.all())),
                panel(
                        t("use.fetch"),
                        t("use.fetch.text"),
                        new CodeBlock(samples.fetchCurl(prompt.name().value()))),
                usedBy(tools.prompts().usedBy(caller, prompt.id()), prompt, place));
    }

    /** What changes when this prompt does. */
    private static Div usedBy(List<PromptUse> uses, Prompt prompt, Place place) {
        var panel = new Div(new H2(t("use.used-by")));
        panel.addClassName("maru-panel");
        if (uses.isEmpty()) {
            panel.add(new Paragraph(t("use.used-by.none", "{{> " + prompt.name() + " | label=production}}")));
            return panel;
        }
        var list = new UnorderedList();
        list.addClassName("maru-list");
        for (var use : uses) {
            var row = new Div(new Anchor(
                    place.inProject("prompts/" + use.prompt()), use.name().value()));
            row.addClassName("maru-row");
            row.add(Chip.plain(t("prompt.version", use.newest())));
            if (use.live()) {
                row.add(new Chip(t("use.used-by.live"), Tone.ACCENT, Glyph.SUCCESS));
            }
            list.add(new ListItem(row));
        }
        panel.add(list);
        return panel;
    }

    private static Div panel(String title, String text, Component code) {
        var panel = new Div(new H2(title), new Paragraph(text), code);
        panel.addClassName("maru-panel");
        return panel;
    }
}
