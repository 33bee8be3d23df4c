package dev.maru.ui.playground;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.maru.prompts.content.WordDiff;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.releases.DiffPanel;
import java.util.List;

/** How the answers of the other columns differ from that of the first, word by word. */
final class DifferencePanel extends Div {
    DifferencePanel() {
        addClassName("maru-panel");
        setId("play-differences");
    }

    void show(List<String> answers) {
        removeAll();
        add(new H2(Glyph.COMPARE.create(), new Span(t("play.differences"))));
        if (answers.size() < 2 || answers.getFirst().isEmpty()) {
            add(quiet(t("play.differences.none")));
            return;
        }
        for (int i = 1; i < answers.size(); i++) {
            add(new H3(t("play.differences.of", i + 1)));
            if (answers.get(i).isEmpty()) {
                add(quiet(t("play.differences.none")));
            } else if (answers.get(i).equals(answers.getFirst())) {
                add(quiet(t("play.differences.same")));
            } else {
                add(DiffPanel.segments(WordDiff.of(answers.getFirst(), answers.get(i))));
            }
        }
    }

    private static Paragraph quiet(String text) {
        var paragraph = new Paragraph(text);
        paragraph.addClassName("maru-quiet");
        return paragraph;
    }
}
