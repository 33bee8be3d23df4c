package dev.maru.ui.releases;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptRenderer;
import dev.maru.prompts.PromptVersion;
import dev.maru.prompts.content.PromptContent;
import dev.maru.prompts.content.PromptDiff;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Problems;
import dev.maru.ui.component.Tone;

/** Two versions of a prompt beside each other, as they were written or with what they refer to put in. */
public final class Comparison extends Div {
    private final Caller caller;
    private final PromptRenderer renderer;
    private final Prompt prompt;
    private final PromptVersion before;
    private final PromptVersion after;
    private final Div shown = new Div();

    public Comparison(Caller caller, ReleaseTools tools, Prompt prompt, int before, int after) {
        this.caller = caller;
        this.renderer = tools.renderer();
        this.prompt = prompt;
        this.before = tools.prompts().version(caller, prompt.id(), before);
        this.after = tools.prompts().version(caller, prompt.id(), after);
        addClassName("maru-stack");
        if (this.before.refersToOthers() || this.after.refersToOthers()) {
            var resolved = new Checkbox(t("diff.resolved"));
            resolved.setId("diff-resolved");
            resolved.addValueChangeListener(event -> show(event.getValue()));
            add(resolved);
        }
        add(shown);
        show(false);
    }

    private void show(boolean resolved) {
        shown.removeAll();
        try {
            shown.add(new DiffPanel(
                    resolved
                            ? PromptDiff.of(resolve(before), resolve(after))
                            : PromptDiff.of(before.content(), after.content())));
        } catch (PlatformException unresolved) {
            shown.add(new Note(Tone.BAD, Problems.sentence(unresolved)));
        }
    }

    private PromptContent resolve(PromptVersion version) {
        return renderer.resolved(caller, prompt.name(), version);
    }
}
