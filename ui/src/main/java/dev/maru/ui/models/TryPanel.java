package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.server.Command;
import dev.maru.gateway.CompletionRequest;
import dev.maru.gateway.Origin;
import dev.maru.gateway.catalog.CallableModel;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.playground.AnswerStream;
import dev.maru.ui.shell.Place;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Asks one model one thing, through the same gateway, ledger and limits as every application. */
final class TryPanel extends Div {
    private static final Logger LOG = LoggerFactory.getLogger(TryPanel.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Place place;
    private final ModelTools tools;
    private final ComboBox<String> model = new ComboBox<>(t("try.model"));
    private final TextArea question = new TextArea(t("try.question"));
    private final Div answer = new Div();
    private final Div outcome = new Div();
    private final Button ask = Buttons.primary(t("try.ask"), Glyph.SEND, this::ask);
    private final Button stop = Buttons.plain(t("try.stop"), Glyph.STOP, this::stop);
    private @Nullable AnswerStream running;

    TryPanel(Place place, ModelTools tools, @Nullable String chosen) {
        this.place = place;
        this.tools = tools;
        addClassName("maru-halves");
        var names = tools.catalog().callable(place.caller()).stream()
                .map(CallableModel::qualifiedName)
                .toList();
        model.setItems(names);
        model.setValue(first(names, chosen));
        model.setId("try-model");
        question.setId("try-question");
        question.setMinRows(6);
        question.setMaxRows(18);
        question.setValue(t("sample.question"));
        ask.setId("try-ask");
        stop.setVisible(false);
        var actions = new Div(ask, stop);
        actions.addClassName("maru-actions");
        var left = new Div(model, question, actions);
        left.addClassNames("maru-panel", "maru-form");
        answer.addClassName("maru-answer");
        answer.setId("try-answer");
        answer.getElement().setAttribute("aria-live", "polite");
        answer.setText(t("try.nothing-yet"));
        var right = new Div(new H2(t("try.answer")), answer, outcome);
        right.addClassName("maru-panel");
        add(left, right);
        addDetachListener(event -> stop());
    }

    private static @Nullable String first(List<String> names, @Nullable String chosen) {
        return chosen != null && names.contains(chosen)
                ? chosen
                : names.stream().findFirst().orElse(null);
    }

    private void ask() {
        if (running != null || model.getValue() == null || question.getValue().isBlank()) {
            return;
        }
        busy(true);
        answer.setText("");
        outcome.removeAll();
        var body = JSON.createObjectNode().put("model", model.getValue()).put("stream", true);
        body.putArray("messages").addObject().put("role", "user").put("content", question.getValue());
        var request = CompletionRequest.of(JSON.writeValueAsBytes(body), Origin.PLAYGROUND);
        var caller = place.caller();
        var ui = UI.getCurrent();
        var stream = new AnswerStream();
        running = stream;
        var started = tools.clock().instant();
        Thread.ofVirtual().name("try-model").start(() -> {
            try {
                tools.gateway().complete(caller, request, stream);
            } finally {
                stream.end();
            }
        });
        Thread.ofVirtual().name("try-model-show").start(() -> {
            stream.eachText(text -> show(ui, () -> answer.setText(text)));
            ui.access(() ->
                    finished(stream, Duration.between(started, tools.clock().instant())));
        });
    }

    /** Changes the page by push; a page that is closed by then needs no change. */
    private static void show(UI ui, Command change) {
        try {
            var _ = ui.access(change);
        } catch (UIDetachedException closed) {
            LOG.debug("the page was closed before its answer ended", closed);
        }
    }

    private void stop() {
        if (running != null) {
            running.cancel();
        }
    }

    private void finished(AnswerStream stream, Duration taken) {
        running = null;
        busy(false);
        var error = stream.error();
        if (error != null) {
            outcome.add(new Note(Tone.BAD, error));
        } else if (stream.cancelled()) {
            outcome.add(new Note(Tone.WARN, t("try.stopped")));
        }
        var request = stream.requestId();
        var facts = new Div(t("try.took", Formats.current().duration(taken)) + " ");
        facts.addClassNames("maru-quiet", "maru-small");
        if (request != null) {
            facts.add(new Anchor(place.inProject("calls?call=" + request), t("try.call")));
        }
        outcome.add(facts);
    }

    private void busy(boolean busy) {
        ask.setVisible(!busy);
        stop.setVisible(busy);
        answer.getElement().setAttribute("aria-busy", String.valueOf(busy));
    }
}
