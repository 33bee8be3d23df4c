package dev.maru.ui.calls;

import static dev.maru.ui.i18n.Texts.t;

import dev.maru.gateway.call.CallOutcome;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Tone;

/** How a call ended, in a word, a drawing and a colour. */
final class OutcomeChip {
    private OutcomeChip() {}

    static Chip of(CallOutcome outcome, int status) {
        var text = t("outcome." + outcome.wireName());
        return switch (outcome) {
            case SUCCESS -> new Chip(text, Tone.GOOD, Glyph.SUCCESS);
            case ERROR -> new Chip(text + " " + status, Tone.BAD, Glyph.ERROR);
            case REJECTED -> new Chip(text + " " + status, Tone.WARN, Glyph.BLOCKED);
            case ABORTED -> new Chip(text, Tone.WARN, Glyph.STOP);
        };
    }
}
