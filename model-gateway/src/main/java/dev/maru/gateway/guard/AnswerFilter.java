package dev.maru.gateway.guard;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.guard.Guardrail.Stage;
import dev.maru.gateway.protocol.AnswerEvent;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the reader and the writer of one answer. Text is held back only as far as something in it may still grow
 * into a finding; where a schema or a judge decides over the whole, all of it is.
 */
public final class AnswerFilter {
    private final List<ActiveGuardrail> rails;
    private final TextChecks checks;
    private final @Nullable AnswerSchema schema;
    private final BiFunction<ActiveGuardrail, String, @Nullable PlatformException> judge;
    private final boolean whole;
    private final TreeMap<Integer, FilteredChoice> choices = new TreeMap<>();
    private @Nullable PlatformException denial;

    AnswerFilter(
            List<ActiveGuardrail> rails,
            FoundInCall found,
            @Nullable AnswerSchema schema,
            BiFunction<ActiveGuardrail, String, @Nullable PlatformException> judge) {
        this.rails = rails;
        this.checks = new TextChecks(rails, Stage.OUTPUT, found);
        this.schema = schema;
        this.judge = judge;
        this.whole = rails.stream()
                .anyMatch(rail ->
                        rail.check() instanceof Check.Judge || rail.check() instanceof Check.Schema && schema != null);
    }

    /** Why nothing more of the answer may go out, null while it may. */
    public @Nullable PlatformException denial() {
        return denial;
    }

    /** Takes a step of the answer and passes on what is sure by now. */
    public void accept(AnswerEvent event, Consumer<AnswerEvent> out) {
        if (denial != null) {
            return;
        }
        try {
            take(event, out);
        } catch (PlatformException e) {
            denial = e;
        }
    }

    private void take(AnswerEvent event, Consumer<AnswerEvent> out) {
        switch (event) {
            case AnswerEvent.Started _, AnswerEvent.Used _, AnswerEvent.Failed _ -> out.accept(event);
            case AnswerEvent.Text(int choice, String text) -> choice(choice).text(Channel.TEXT, text, out);
            case AnswerEvent.Refusal(int choice, String text) -> choice(choice).text(Channel.REFUSAL, text, out);
            case AnswerEvent.Thinking(int choice, String text) -> choice(choice).text(Channel.THINKING, text, out);
            case AnswerEvent.ThinkingSigned(int choice, String _) ->
                choice(choice).signed(event, out);
            case AnswerEvent.HiddenThinking(int choice, String _) ->
                choice(choice).step(event, out);
            case AnswerEvent.ToolCallBegun call -> choice(call.choice()).step(event, out);
            case AnswerEvent.ToolArguments(int choice, int index, String piece) ->
                choice(choice).arguments(index, piece);
            case AnswerEvent.Annotated annotated -> choice(annotated.choice()).later(annotated);
            case AnswerEvent.Finished(int choice, AnswerEvent.FinishReason _) ->
                choice(choice).finish(event, out);
        }
    }

    /** Passes on what is still held, once the answer is over. */
    public void end(Consumer<AnswerEvent> out) {
        for (var choice : choices.values()) {
            if (denial == null) {
                try {
                    choice.finish(null, out);
                } catch (PlatformException e) {
                    denial = e;
                }
            }
        }
    }

    enum Channel {
        TEXT,
        REFUSAL,
        THINKING
    }

    private FilteredChoice choice(int index) {
        return choices.computeIfAbsent(index, number -> new FilteredChoice(number, this));
    }

    TextChecks checks() {
        return checks;
    }

    boolean isWhole() {
        return whole;
    }

    /** Takes over a refusal of the text checks; true if there is one. */
    boolean refused() {
        if (denial == null) {
            denial = checks.denial();
        }
        return denial != null;
    }

    /**
     * Looks at an answer that is whole.
     *
     * @param text without thoughts and calls, empty if there was none
     * @param said all of it
     * @return the text as it may go out, null if it may not
     */
    @Nullable
    String decided(String text, String said) {
        var result = text;
        for (var rail : rails) {
            switch (rail.check()) {
                case Check.Schema() -> result = fitted(rail, result);
                case Check.Judge _ -> denial = said.isEmpty() ? denial : judge.apply(rail, said);
                case Check.Pii _, Check.Secrets _, Check.Injection _, Check.Words _, Check.MaxCost _ -> {}
            }
            if (refused()) {
                return null;
            }
        }
        return result;
    }

    private String fitted(ActiveGuardrail rail, String text) {
        if (schema == null || text.isEmpty() || schema.fits(text)) {
            return text;
        }
        var mended = schema.repaired(text);
        if (mended == null) {
            checks.found(rail, AnswerSchema.MISFIT);
            return text;
        }
        checks.noted(rail, "repaired");
        return mended;
    }
}
