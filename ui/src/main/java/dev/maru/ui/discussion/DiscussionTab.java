package dev.maru.ui.discussion;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.maru.core.tenancy.Permission;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptQuery;
import dev.maru.prompts.PromptVersion;
import dev.maru.prompts.discussion.CommentThread;
import dev.maru.prompts.discussion.DiscussionService;
import dev.maru.ui.component.Fields;
import dev.maru.ui.shell.Place;
import dev.maru.ui.shell.Query;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** The text of a version with the places that people talk about, and what they say. */
public final class DiscussionTab extends Div {
    private final Place place;
    private final DiscussionService discussions;
    private final Runnable changed;

    public DiscussionTab(
            Place place,
            PromptQuery prompts,
            DiscussionService discussions,
            Clock clock,
            Prompt prompt,
            Query query,
            Consumer<Query> go,
            Runnable changed) {
        this.place = place;
        this.discussions = discussions;
        this.changed = changed;
        addClassName("maru-edit");
        var caller = place.caller();
        int number = Math.clamp(query.number("version").orElse(prompt.latest()), 1, prompt.latest());
        var version = prompts.version(caller, prompt.id(), number);
        var all = query.get("resolved").isPresent();
        var threads = discussions.of(caller, prompt.id());
        var shown = threads.stream().filter(thread -> all || thread.isOpen()).toList();
        add(new AnchoredText(version, shown, place.may(Permission.WRITE_PROMPTS), this::comment));
        var side = new Div();
        side.addClassName("maru-stack");
        if (threads.stream().anyMatch(thread -> !thread.isOpen())) {
            side.add(Fields.toggle(
                    t("discussion.resolved"), all, on -> go.accept(query.with("resolved", on ? "1" : null))));
        }
        shown.forEach(thread -> side.add(card(thread, version, clock)));
        if (shown.isEmpty()) {
            side.add(empty(threads));
        }
        add(side);
    }

    private Component card(CommentThread thread, PromptVersion version, Clock clock) {
        return new ThreadCard(place, discussions, thread, version, clock, changed);
    }

    private static Component empty(List<CommentThread> threads) {
        var none = new Paragraph(t(threads.isEmpty() ? "discussion.empty" : "discussion.all-resolved"));
        none.addClassName("maru-quiet");
        return none;
    }

    private void comment(PromptVersion version, int message, int start, int end) {
        var target = new CommentDialog.Target(message, start, end);
        new CommentDialog(place, discussions, version, target, changed).open();
    }
}
