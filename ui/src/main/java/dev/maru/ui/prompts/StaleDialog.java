package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptDraft;
import dev.maru.prompts.SavedVersion;
import dev.maru.prompts.content.ContentMerge;
import dev.maru.prompts.content.ContentMerge.Part;
import dev.maru.prompts.content.ContentMerge.Side;
import dev.maru.prompts.content.PromptContent;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Tone;
import dev.maru.ui.releases.DiffPanel;
import dev.maru.ui.shell.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Somebody saved a newer version meanwhile: brings both together, part by part. What only one changed is chosen already;
 * where both did, the author chooses. Nothing is overwritten: the result is one more version on top of theirs.
 */
final class StaleDialog extends FormDialog {
    private final Map<Part, Side> choices = new HashMap<>();

    /** @param base what the author began with */
    StaleDialog(
            Place place,
            PromptTools tools,
            Prompt seen,
            PromptContent base,
            PromptDraft mine,
            Consumer<SavedVersion> done,
            Runnable dropMine) {
        super(t("stale.title"), "");
        setWidth("min(860px, 96vw)");
        var caller = place.caller();
        var prompt = tools.prompts().prompt(caller, seen.id());
        var theirs = tools.prompts().version(caller, seen.id(), prompt.latest());
        var merge = new ContentMerge(base, theirs.content(), mine.content());
        content(new Note(Tone.WARN, t("stale.explained", theirs.createdBy(), theirs.number())));
        merge.parts().forEach(part -> content(part(part)));
        alternative(t("stale.theirs"), Glyph.UNDO, () -> {
            close();
            dropMine.run();
        });
        submit(t("stale.merge"), () -> {
            var merged = merge.with(choices);
            var draft = new PromptDraft(merged.body(), merged.config(), merged.variables(), mine.commitMessage());
            var saved = tools.service().newVersion(place.caller(), seen.id(), theirs.number(), draft);
            close();
            done.accept(saved);
        });
        act().setId("save-merged");
    }

    private Component part(Part part) {
        var side = new RadioButtonGroup<Side>();
        side.setItems(Side.values());
        side.setItemLabelGenerator(value -> t(value == Side.MINE ? "stale.take.mine" : "stale.take.theirs"));
        side.setAriaLabel(name(part));
        side.setValue(part.proposed());
        side.addValueChangeListener(event -> choices.put(part, event.getValue()));
        var head = new Div(new H3(name(part)));
        head.addClassName("maru-row");
        head.add(
                part.conflict()
                        ? new Chip(t("stale.both"), Tone.WARN, Glyph.WARNING)
                        : Chip.plain(t(part.proposed() == Side.MINE ? "stale.only-mine" : "stale.only-theirs")));
        var block = new Div(head, side, DiffPanel.segments(part.difference()));
        block.addClassNames("maru-message", "maru-stack-tight");
        return block;
    }

    private static String name(Part part) {
        return switch (part.kind()) {
            case MESSAGE -> t("stale.message", part.message() + 1);
            case BODY -> t("editor.text");
            case CONFIG -> t("editor.config");
            case VARIABLES -> t("editor.variables");
        };
    }
}
