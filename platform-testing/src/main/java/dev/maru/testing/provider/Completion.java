package dev.maru.testing.provider;

import dev.maru.testing.provider.Reply.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer before it takes the form of a wire.
 *
 * @param billed the usage that is charged
 * @param reported the usage that is told, null for none
 */
record Completion(
        long number,
        Prompt prompt,
        List<String> chunks,
        List<ToolCall> calls,
        String finishReason,
        Usage billed,
        @Nullable Usage reported) {
    /** All times on the wire are this one, so that answers are the same in every run. */
    static final long CREATED = 1_767_225_600L;

    static Completion of(long number, Prompt prompt, Reply.Answer answer) {
        var usage = answer.usage();
        if (usage == null) {
            usage = Usage.of(prompt.input(), prompt.choices() * countAll(answer.chunks()));
        }
        return new Completion(number, prompt, answer.chunks(), List.of(), answer.finishReason(), usage, usage);
    }

    static Completion of(long number, Prompt prompt, Reply.ToolCalls answer) {
        var usage = answer.usage();
        if (usage == null) {
            var words = answer.calls().stream().map(ToolCall::arguments).toList();
            usage = Usage.of(prompt.input(), countAll(words));
        }
        return new Completion(number, prompt, List.of(), answer.calls(), "tool_calls", usage, usage);
    }

    /** The answer to everything that no test has scripted: the last words of the user, as many as they allow. */
    static Completion echo(long number, Prompt prompt) {
        var words = ("Echo: " + prompt.lastUserText()).strip().split("(?<=\\S)(?=\\s)", -1);
        var chunks = List.of(words);
        if (chunks.size() <= prompt.limit()) {
            return of(number, prompt, Reply.Answer.of(words));
        }
        var cut = chunks.subList(0, (int) prompt.limit()).toArray(String[]::new);
        return of(number, prompt, Reply.Answer.of(cut).withFinishReason("length"));
    }

    Completion reporting(@Nullable Usage usage) {
        return new Completion(number, prompt, chunks, calls, finishReason, billed, usage);
    }

    String text() {
        return String.join("", chunks);
    }

    private static long countAll(List<String> texts) {
        return texts.stream().mapToLong(Words::count).sum();
    }
}
