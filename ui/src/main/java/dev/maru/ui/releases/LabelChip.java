package dev.maru.ui.releases;

import static dev.maru.ui.i18n.Texts.t;

import dev.maru.prompts.PromptLabel;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Tone;

/** A label with the version that it names; production, which applications fetch by default, stands out. */
public final class LabelChip {
    private LabelChip() {}

    public static Chip of(PromptLabel label, int version) {
        return new Chip(label + " · " + t("prompt.version", version), tone(label), Glyph.TAG);
    }

    public static Chip of(PromptLabel label) {
        return new Chip(label.value(), tone(label), Glyph.TAG);
    }

    private static Tone tone(PromptLabel label) {
        return label.equals(PromptLabel.PRODUCTION) ? Tone.ACCENT : Tone.PLAIN;
    }
}
