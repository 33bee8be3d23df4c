package dev.maru.ui.releases;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import dev.maru.prompts.content.PromptDiff;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Tone;
import java.util.List;

/** What changed between two versions, word by word; insertions are underlined and deletions struck, not only coloured. */
public final class DiffPanel extends Div {
    public DiffPanel(PromptDiff diff) {
        addClassName("maru-stack");
        if (diff.isEmpty()) {
            var same = new Paragraph(t("diff.same"));
            same.addClassName("maru-quiet");
            add(same);
            return;
        }
        diff.messages().forEach(message -> add(message(message)));
        if (diff.config().stream().anyMatch(segment -> segment.change() != PromptDiff.Change.EQUAL)) {
            add(new H3(t("editor.config")), segments(diff.config()));
        }
        if (diff.variables().stream().anyMatch(segment -> segment.change() != PromptDiff.Change.EQUAL)) {
            add(new H3(t("editor.variables")), segments(diff.variables()));
        }
    }

    private static Div message(PromptDiff.MessageDiff message) {
        var head = new Div();
        head.addClassName("maru-row");
        var role = message.role();
        head.add(new H3(role == null ? t("editor.text") : t("chat." + role)));
        if (message.before() == null) {
            head.add(new Chip(t("diff.added"), Tone.GOOD, Glyph.ADD));
        } else if (message.after() == null) {
            head.add(new Chip(t("diff.removed"), Tone.BAD, Glyph.CLOSE));
        } else if (!message.before().equals(message.after())) {
            head.add(Chip.plain(t("diff.moved", message.before() + 1, message.after() + 1)));
        }
        var block = new Div(head, segments(message.segments()));
        block.addClassName("maru-message");
        return block;
    }

    /** A run of words with what was put in and taken out. */
    public static Div segments(List<PromptDiff.Segment> segments) {
        var text = new Div();
        text.addClassName("maru-diff");
        for (var segment : segments) {
            var part = new HtmlContainer(
                    switch (segment.change()) {
                        case EQUAL -> "span";
                        case INSERT -> "ins";
                        case DELETE -> "del";
                    });
            part.setText(segment.text());
            text.add(part);
        }
        return text;
    }
}
