package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.H3;
import dev.maru.core.id.PromptId;
import dev.maru.prompts.PromptDraft;
import dev.maru.prompts.SavedVersion;
import dev.maru.prompts.content.PromptDiff;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;
import java.util.function.Consumer;

/** Somebody saved a newer version meanwhile: shows how mine differs from theirs, and lets the author choose. */
final class StaleDialog extends FormDialog {
    StaleDialog(
            Place place,
            PromptTools tools,
            PromptId id,
            PromptDraft mine,
            Consumer<SavedVersion> done,
            Runnable dropMine) {
        super(t("stale.title"), "");
        setWidth("min(860px, 96vw)");
        var caller = place.caller();
        var prompt = tools.prompts().prompt(caller, id);
        var theirs = tools.prompts().version(caller, id, prompt.latest());
        content(
                new Note(Tone.WARN, t("stale.explained", theirs.createdBy(), theirs.number())),
                new H3(t("stale.diff", theirs.number())),
                new DiffPanel(PromptDiff.of(theirs.body(), theirs.config(), mine.body(), mine.config())));
        getFooter().add(Buttons.plain(t("stale.theirs"), Glyph.UNDO, () -> {
            close();
            dropMine.run();
        }));
        submit(t("stale.mine"), () -> {
            var saved = tools.service().newVersion(place.caller(), id, theirs.number(), mine);
            close();
            done.accept(saved);
        });
    }
}
