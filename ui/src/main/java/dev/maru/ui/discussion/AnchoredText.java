package dev.maru.ui.discussion;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.maru.prompts.PromptVersion;
import dev.maru.prompts.content.ChatEntry;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.discussion.CommentThread;
import dev.maru.prompts.discussion.TextAnchor;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Tone;
import java.util.List;
import java.util.TreeSet;

/** A version as people read it, with marks where threads point; what is selected in it can be commented on. */
final class AnchoredText extends Div {
    private final boolean writable;
    private final PromptVersion version;
    private final Target target;

    /** Takes what somebody wants to say something about; start and end are the same for a whole message. */
    @FunctionalInterface
    interface Target {
        void comment(PromptVersion version, int message, int start, int end);
    }

    AnchoredText(PromptVersion version, List<CommentThread> threads, boolean writable, Target target) {
        this.version = version;
        this.writable = writable;
        this.target = target;
        addClassName("maru-stack");
        var anchors = threads.stream()
                .flatMap(thread -> thread.anchor().movedTo(version.body()).stream())
                .toList();
        var texts = TextAnchor.texts(version.body());
        for (int message = 0; message < texts.size(); message++) {
            int position = message;
            var here = anchors.stream()
                    .filter(anchor -> anchor.message() == position)
                    .toList();
            add(message(message, texts.get(message), here));
        }
    }

    private Div message(int position, String text, List<TextAnchor> anchors) {
        var role = new Span(role(position));
        role.addClassName("maru-preview-role");
        var head = new Div(role);
        head.addClassName("maru-message-head");
        var whole = anchors.stream().filter(anchor -> anchor.quote().isEmpty()).count();
        if (whole > 0) {
            head.add(new Chip(t("discussion.on-message", whole), Tone.ACCENT, Glyph.COMMENT));
        }
        if (writable) {
            var space = new Span();
            space.addClassName("maru-grow");
            var comment = Buttons.quiet(t("discussion.comment"), Glyph.COMMENT, () -> ask(position));
            comment.setId("comment-on-" + position);
            head.add(space, comment);
        }
        var body = new Div();
        body.addClassName("maru-anchored");
        body.getElement().setAttribute("data-message", String.valueOf(position));
        mark(body, text, anchors);
        var block = new Div(head, body);
        block.addClassName("maru-message");
        return block;
    }

    private String role(int position) {
        return switch (version.body()) {
            case PromptBody.Text _ -> t("editor.text");
            case PromptBody.Chat chat ->
                chat.entries().get(position) instanceof ChatEntry.Message message
                        ? t("chat." + message.role().wireName())
                        : t("chat.placeholder");
        };
    }

    /** Cuts the text wherever a quote begins or ends; marks may overlap. */
    private static void mark(Div body, String text, List<TextAnchor> anchors) {
        var cuts = new TreeSet<Integer>(List.of(0, text.length()));
        anchors.forEach(anchor -> {
            cuts.add(anchor.start());
            cuts.add(anchor.end());
        });
        int from = 0;
        for (int to : cuts) {
            int start = from;
            if (to > start) {
                var marked = anchors.stream().anyMatch(anchor -> anchor.start() <= start && anchor.end() >= to);
                var piece = new HtmlContainer(marked ? "mark" : "span");
                piece.setText(text.substring(start, to));
                body.add(piece);
            }
            from = to;
        }
    }

    /** What is selected in that message, or all of it. */
    private void ask(int position) {
        getElement()
                .executeJs("return window.maruSelection ? window.maruSelection($0) : ''", position)
                .then(String.class, selected -> {
                    var ends = selected.isEmpty() ? new String[] {"0", "0"} : selected.split(":", -1);
                    target.comment(version, position, Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
                });
    }
}
