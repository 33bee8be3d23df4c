package dev.maru.ui.discussion;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import dev.maru.core.tenancy.Permission;
import dev.maru.prompts.PromptVersion;
import dev.maru.prompts.discussion.Comment;
import dev.maru.prompts.discussion.CommentThread;
import dev.maru.prompts.discussion.DiscussionService;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.ConfirmDialog;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Times;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;
import java.time.Clock;

/** One thread: what it points at, what was said, and a field to answer. */
final class ThreadCard extends Div {
    private final Place place;
    private final DiscussionService discussions;
    private final CommentThread thread;
    private final Clock clock;
    private final Runnable changed;

    ThreadCard(
            Place place,
            DiscussionService discussions,
            CommentThread thread,
            PromptVersion shown,
            Clock clock,
            Runnable changed) {
        this.place = place;
        this.discussions = discussions;
        this.thread = thread;
        this.clock = clock;
        this.changed = changed;
        addClassName("maru-panel");
        getElement().setAttribute("data-thread", thread.id().toString());
        add(head(shown));
        if (!thread.anchor().quote().isEmpty()) {
            add(new Quote(thread.anchor().quote()));
        }
        thread.comments().forEach(comment -> add(comment(comment)));
        if (place.may(Permission.WRITE_PROMPTS)) {
            add(answer());
        }
    }

    private Component head(PromptVersion shown) {
        var head = new Div(Chip.plain(t("prompt.version", thread.version())));
        head.addClassName("maru-row");
        if (thread.anchor().movedTo(shown.body()).isEmpty()) {
            head.add(new Chip(t("discussion.outdated"), Tone.WARN, Glyph.WARNING));
        }
        var resolvedBy = thread.resolvedBy();
        if (resolvedBy != null) {
            head.add(new Chip(t("discussion.resolved-by", resolvedBy), Tone.GOOD, Glyph.SUCCESS));
        }
        if (place.may(Permission.WRITE_PROMPTS)) {
            var act = thread.isOpen()
                    ? Buttons.quiet(
                            t("discussion.resolve"),
                            Glyph.CHECK,
                            () -> done(discussions.resolve(place.caller(), thread.id())))
                    : Buttons.quiet(
                            t("discussion.reopen"),
                            Glyph.UNDO,
                            () -> done(discussions.reopen(place.caller(), thread.id())));
            act.addClassName("maru-push");
            head.add(act);
        }
        return head;
    }

    private Component comment(Comment comment) {
        var who = new Div(new Span(comment.writtenBy()), Times.relative(comment.writtenAt(), clock));
        who.addClassNames("maru-row", "maru-quiet", "maru-small");
        if (comment.editedAt() != null) {
            who.add(new Span(t("discussion.edited")));
        }
        if (discussions.mayDelete(place.caller(), comment)) {
            var delete = Buttons.icon(
                    t("discussion.delete"),
                    Glyph.DELETE,
                    () -> new ConfirmDialog(
                                    t("discussion.delete"),
                                    t("discussion.delete.consequence"),
                                    t("discussion.delete"),
                                    () -> {
                                        discussions.delete(place.caller(), thread.id(), comment.id());
                                        changed.run();
                                    })
                            .open());
            delete.addClassName("maru-push");
            who.add(delete);
        }
        var text = new Div(comment.text());
        text.addClassName("maru-said");
        var block = new Div(who, text);
        block.addClassName("maru-comment");
        return block;
    }

    private Component answer() {
        var text = new TextArea();
        text.setAriaLabel(t("discussion.reply"));
        text.setPlaceholder(t("discussion.reply"));
        text.setMaxRows(6);
        text.setMinRows(1);
        text.setMaxLength(4_000);
        text.setWidthFull();
        var send = Buttons.icon(t("discussion.send"), Glyph.SEND, () -> {
            if (!text.getValue().isBlank()) {
                done(discussions.reply(place.caller(), thread.id(), text.getValue()));
            }
        });
        var row = new Div(text, send);
        row.addClassNames("maru-row", "maru-answer-row");
        return row;
    }

    private void done(CommentThread after) {
        if (!after.equals(thread)) {
            changed.run();
        }
    }
}
