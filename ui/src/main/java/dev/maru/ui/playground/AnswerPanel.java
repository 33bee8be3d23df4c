package dev.maru.ui.playground;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.maru.gateway.call.CallDetail;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.CodeBlock;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.i18n.Texts;
import dev.maru.ui.shell.Place;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One answer: its text as it streams in, the functions it calls, and in the end what it took. */
final class AnswerPanel extends Div {
    private static final long CLOCK_MILLIS = 500;

    private final Formats formats = Formats.current();
    private final Locale locale = Texts.locale();
    private final @Nullable SchemaCheck check;
    private final @Nullable Consumer<List<JsonNode>> goOn;
    private final AnswerFacts facts;
    private final Span elapsed = new Span();
    private final Div running = new Div(elapsed);
    private final Div thought = new Div();
    private final Div text = new Div();
    private final Div verdict = new Div();
    private final ToolCalls calls = new ToolCalls();
    private String shown = "";
    private String shownReasoning = "";
    private volatile Answer last = new AnswerReader().answer(Duration.ZERO);

    /** @param goOn takes the messages that follow tool calls; null where the conversation cannot go on */
    AnswerPanel(Place place, @Nullable SchemaCheck check, @Nullable Consumer<List<JsonNode>> goOn) {
        this.check = check;
        this.goOn = goOn;
        facts = new AnswerFacts(place);
        addClassNames("maru-stack", "maru-play-answer");
        elapsed.addClassNames("maru-quiet", "maru-small");
        elapsed.setText(t("play.running", formats.duration(Duration.ZERO)));
        running.addComponentAsFirst(Glyph.PENDING.create());
        running.addClassName("maru-row");
        text.addClassName("maru-answer");
        text.getElement().setAttribute("aria-live", "polite");
        text.getElement().setAttribute("aria-busy", "true");
        thought.addClassNames("maru-answer", "maru-quiet", "maru-small");
        verdict.addClassName("maru-stack");
        add(running, text);
    }

    /** Called off the page's thread: whether a picture of the answer would differ from the last one. */
    boolean wouldChange(Answer answer) {
        var before = last;
        var clock = before.taken().toMillis() / CLOCK_MILLIS != answer.taken().toMillis() / CLOCK_MILLIS;
        return clock
                || before.text().length() != answer.text().length()
                || before.reasoning().length() != answer.reasoning().length()
                || !before.toolCalls().equals(answer.toolCalls());
    }

    void show(Answer answer) {
        last = answer;
        elapsed.setText(t("play.running", formats.duration(answer.taken())));
        if (!answer.reasoning().isEmpty() && thought.getParent().isEmpty()) {
            var details = new Details(t("play.reasoning"), thought);
            details.setWidthFull();
            addComponentAtIndex(indexOf(text), details);
        }
        shown = append(text, shown, answer.text());
        shownReasoning = append(thought, shownReasoning, answer.reasoning());
        calls.show(answer.toolCalls());
        if (!answer.toolCalls().isEmpty() && calls.getParent().isEmpty()) {
            add(calls);
        }
    }

    /** Sends only what is new, so that a long answer does not travel again with each word. */
    private static String append(Div to, String before, String now) {
        if (now.length() > before.length()) {
            to.add(new Text(now.substring(before.length())));
        }
        return now;
    }

    /** How a call ended; reckoned off the page's thread, because a schema may take its time. */
    record Outcome(
            Answer answer, boolean stopped, int status, AnswerStream stream, SchemaCheck.@Nullable Result check) {}

    Outcome outcome(AnswerStream stream) {
        var answer = stream.answer();
        var complete = answer.problem() == null
                && !stream.cancelled()
                && answer.toolCalls().isEmpty()
                && !answer.text().isBlank();
        return new Outcome(
                answer,
                stream.cancelled(),
                stream.status(),
                stream,
                complete && check != null ? check.check(answer.text(), locale) : null);
    }

    void finish(Outcome outcome) {
        var answer = outcome.answer();
        show(answer);
        remove(running);
        text.getElement().setAttribute("aria-busy", "false");
        text.setVisible(!answer.text().isEmpty());
        text.setText(answer.text());
        showVerdict(outcome.check());
        var problem = answer.problem();
        if (problem != null) {
            add(new Note(Tone.BAD, problem.message(), new Span(AnswerFacts.remedy(outcome.status(), problem))));
        } else if (outcome.stopped()) {
            add(new Note(Tone.WARN, t("play.stopped")));
        } else if (answer.isEmpty()) {
            add(new Note(Tone.WARN, t("play.nothing-said")));
        }
        if (!answer.toolCalls().isEmpty() && goOn != null && problem == null && !outcome.stopped()) {
            calls.askResults(results -> goOn.accept(Turns.of(answer, results)));
        }
        facts.finish(outcome);
        add(facts);
    }

    void settled(CallDetail call) {
        facts.settled(call);
    }

    void neverSettled() {
        facts.neverSettled();
    }

    /** The conversation has gone on below, or another one has begun. */
    void close() {
        calls.close();
    }

    String text() {
        return last.text();
    }

    private void showVerdict(SchemaCheck.@Nullable Result result) {
        if (result == null) {
            return;
        }
        addComponentAtIndex(indexOf(text) + 1, verdict);
        switch (result) {
            case SchemaCheck.Result.Valid(var pretty) -> {
                var schema = check != null && check.hasSchema();
                verdict.add(
                        Chip.row(List.of(new Chip(
                                schema ? t("play.schema.valid") : t("play.schema.json"), Tone.GOOD, Glyph.SUCCESS))),
                        formatted(pretty));
            }
            case SchemaCheck.Result.NotJson(var reason) ->
                verdict.add(new Note(Tone.BAD, t("play.schema.not-json"), new Span(reason)));
            case SchemaCheck.Result.Faults(var pretty, var faults) -> {
                var list = new UnorderedList();
                faults.forEach(fault -> list.add(new ListItem(fault)));
                verdict.add(new Note(Tone.BAD, t("play.schema.invalid"), list), formatted(pretty));
            }
            case SchemaCheck.Result.BadSchema(var pretty, var reason) ->
                verdict.add(new Note(Tone.WARN, t("play.schema.bad"), new Span(reason)), formatted(pretty));
        }
    }

    /** Formatted JSON stands in place of the same text as it came. */
    private CodeBlock formatted(String pretty) {
        text.setVisible(false);
        return new CodeBlock(pretty, last.text()).wrapped();
    }
}
