package dev.maru.ui.playground;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The answers of a column: those of the conversation that goes on, and below them a few earlier ones. */
final class AnswerList extends Div {
    private static final int KEPT = 5;

    private final Div current = new Div();
    private final Div earlier = new Div();
    private final Details earlierDetails = new Details(t("play.earlier"), earlier);
    private final List<JsonNode> turns = new ArrayList<>();
    private final List<Div> kept = new ArrayList<>();
    private @Nullable AnswerPanel last;

    AnswerList() {
        addClassNames("maru-panel", "maru-play-answers");
        current.addClassName("maru-stack");
        earlier.addClassName("maru-stack");
        earlierDetails.setWidthFull();
        earlierDetails.addClassName("maru-play-earlier");
        earlierDetails.setVisible(false);
        var nothing = new Span(t("try.nothing-yet"));
        nothing.addClassName("maru-quiet");
        current.add(nothing);
        add(new H3(t("try.answer")), current, earlierDetails);
    }

    /** Another conversation begins; what was said before moves down. */
    void begin() {
        turns.clear();
        if (last != null) {
            last.close();
            keep();
        }
        current.removeAll();
    }

    private void keep() {
        var past = new Div();
        past.addClassNames("maru-stack", "maru-message");
        current.getChildren().toList().forEach(past::add);
        earlier.addComponentAsFirst(past);
        kept.addFirst(past);
        while (kept.size() > KEPT) {
            earlier.remove(kept.removeLast());
        }
        earlierDetails.setSummaryText(t("play.earlier.count", kept.size()));
        earlierDetails.setVisible(true);
    }

    /** The messages so far, with more behind them. */
    List<JsonNode> turnsWith(List<JsonNode> more) {
        var all = new ArrayList<>(turns);
        all.addAll(more);
        return all;
    }

    /** The conversation goes on after the last answer. */
    void goOn(List<JsonNode> more) {
        turns.addAll(more);
        if (last != null) {
            last.close();
        }
    }

    void show(AnswerPanel panel) {
        last = panel;
        current.add(panel);
        getElement().executeJs("this.scrollIntoView({block: 'nearest'})");
    }

    String text() {
        return last == null ? "" : last.text();
    }
}
