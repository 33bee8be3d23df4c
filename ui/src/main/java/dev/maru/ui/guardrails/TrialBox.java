package dev.maru.ui.guardrails;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.guard.Guardrail.Action;
import dev.maru.gateway.guard.GuardrailService;
import dev.maru.gateway.guard.Trial;
import dev.maru.gateway.guard.TrialCheck;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.CodeBlock;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Problems;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;
import java.util.List;
import java.util.function.Supplier;

/** A text, and beside it what checks make of it while it is written. Nothing of it is stored, and no model is asked. */
final class TrialBox extends Div {
    private static final int TYPING_PAUSE_MILLIS = 300;

    private final Place place;
    private final GuardrailService guardrails;
    private final Supplier<List<TrialCheck>> checks;
    private final TextArea text = new TextArea(t("guardrails.try.text"));
    private final Div result = new Div();

    /** @param checks what is tried; it may throw what is wrong with it */
    TrialBox(String id, Place place, GuardrailService guardrails, Supplier<List<TrialCheck>> checks) {
        this.place = place;
        this.guardrails = guardrails;
        this.checks = checks;
        addClassName("maru-stack");
        text.setId(id);
        text.setPlaceholder(t("guardrails.try.example"));
        text.setWidthFull();
        text.setMinRows(3);
        text.setMaxRows(10);
        text.setMaxLength(20_000);
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.setValueChangeTimeout(TYPING_PAUSE_MILLIS);
        text.addValueChangeListener(event -> run());
        result.setId(id + "-result");
        result.addClassName("maru-stack-tight");
        result.getElement().setAttribute("aria-live", "polite");
        add(text, result);
    }

    /** Shows what the checks, as they are now, make of the text. */
    void run() {
        result.removeAll();
        if (text.getValue().isBlank()) {
            return;
        }
        try {
            show(guardrails.attempt(place.caller(), text.getValue(), checks.get()));
        } catch (PlatformException incomplete) {
            result.add(new Note(Tone.PLAIN, t("guardrails.try.incomplete", Problems.sentence(incomplete))));
        }
    }

    private void show(Trial trial) {
        if (trial.found().isEmpty()) {
            result.add(new Note(Tone.GOOD, t("guardrails.try.nothing")));
        } else {
            var found = Chip.row(trial.found().stream().map(TrialBox::chip).toList());
            result.add(
                    trial.denied()
                            ? new Note(Tone.BAD, t("guardrails.try.denied"), found)
                            : new Note(Tone.WARN, t("guardrails.try.found"), found));
        }
        if (!trial.denied() && !trial.text().equals(text.getValue())) {
            result.add(new CodeBlock(trial.text()).wrapped());
        }
    }

    private static Chip chip(Trial.Found found) {
        var tone = found.action() == Action.DENY ? Tone.BAD : found.action() == Action.MASK ? Tone.WARN : Tone.PLAIN;
        var kind = GuardrailTexts.kind(found.kind());
        return new Chip(found.count() == 1 ? kind : t("guardrails.count", kind, found.count()), tone);
    }
}
