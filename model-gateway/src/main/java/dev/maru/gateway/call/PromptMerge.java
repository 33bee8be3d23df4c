package dev.maru.gateway.call;

import dev.maru.gateway.protocol.ModelRequest;
import dev.maru.gateway.protocol.ModelRequest.AnswerFormat;
import dev.maru.gateway.protocol.ModelRequest.Sampling;
import dev.maru.gateway.protocol.ModelRequest.ToolChoice;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Puts a rendered prompt in front of a request that is not in the prompt's own form; what the request says wins. */
final class PromptMerge {
    private PromptMerge() {}

    static ModelRequest of(ModelRequest prompt, ModelRequest request) {
        var turns = new ArrayList<>(prompt.turns());
        turns.addAll(request.turns());
        return new ModelRequest(
                request.protocol(),
                request.model(),
                turns,
                request.tools().isEmpty() ? prompt.tools() : request.tools(),
                request.toolChoice() instanceof ToolChoice.Auto ? prompt.toolChoice() : request.toolChoice(),
                either(request.parallelTools(), prompt.parallelTools()),
                request.format() instanceof AnswerFormat.Text ? prompt.format() : request.format(),
                either(request.reasoning(), prompt.reasoning()),
                sampling(prompt.sampling(), request.sampling()),
                request.stream(),
                request.endUser(),
                request.others());
    }

    private static Sampling sampling(Sampling prompt, Sampling request) {
        return new Sampling(
                either(request.maxOutputTokens(), prompt.maxOutputTokens()),
                either(request.temperature(), prompt.temperature()),
                either(request.topP(), prompt.topP()),
                either(request.topK(), prompt.topK()),
                either(request.presencePenalty(), prompt.presencePenalty()),
                either(request.frequencyPenalty(), prompt.frequencyPenalty()),
                either(request.seed(), prompt.seed()),
                either(request.choices(), prompt.choices()),
                request.stop().isEmpty() ? prompt.stop() : request.stop());
    }

    private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
        return first == null ? second : first;
    }
}
