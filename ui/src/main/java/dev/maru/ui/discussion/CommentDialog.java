package dev.maru.ui.discussion;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.textfield.TextArea;
import dev.maru.prompts.PromptVersion;
import dev.maru.prompts.discussion.DiscussionService;
import dev.maru.prompts.discussion.TextAnchor;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.shell.Place;

/** Begins a thread about a piece of text. */
final class CommentDialog extends FormDialog {
    /** Where the thread points; the same start and end for a whole message. */
    record Target(int message, int start, int end) {}

    /** @param said what follows once the comment stands there; nothing follows if it is given up */
    CommentDialog(Place place, DiscussionService discussions, PromptVersion version, Target target, Runnable said) {
        super(t("discussion.new"), "");
        var text = TextAnchor.texts(version.body()).get(target.message());
        var quote = target.start() == target.end()
                ? text
                : text.substring(
                        Math.clamp(target.start(), 0, text.length()), Math.clamp(target.end(), 0, text.length()));
        content(new Quote(quote));
        var comment = new TextArea(t("discussion.text"));
        comment.setId("comment-text");
        comment.setMinRows(3);
        comment.setMaxLength(4_000);
        comment.focus();
        field("text", comment);
        submit(t("discussion.send"), () -> {
            var unused = discussions.open(
                    place.caller(),
                    version.prompt(),
                    version.number(),
                    target.message(),
                    target.start(),
                    target.end(),
                    comment.getValue());
            close();
            said.run();
        });
        act().setId("comment-send");
    }
}
