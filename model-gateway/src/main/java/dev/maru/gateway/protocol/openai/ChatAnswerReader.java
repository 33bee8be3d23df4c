package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.AnswerEvent;
import dev.maru.gateway.protocol.AnswerReader;
import dev.maru.gateway.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a chat completion, or its chunks; a choice's message and its deltas have the same fields. */
final class ChatAnswerReader implements AnswerReader {
    private static final int MOST_CHOICES = 128;
    private static final String DONE = "[DONE]";

    private final Map<Integer, ChatChoice> choices = new HashMap<>();
    private final BitSet finished = new BitSet();
    private boolean started;
    private boolean ended;

    @Override
    public void whole(byte[] body, Consumer<AnswerEvent> events) {
        read(Json.parse(body), events);
        ended = true;
    }

    @Override
    public void event(@Nullable String name, byte[] data, Consumer<AnswerEvent> events) {
        if (isDone(data)) {
            ended = true;
            return;
        }
        read(Json.parse(data), events);
    }

    private static boolean isDone(byte[] data) {
        return data.length < 16
                && new String(data, StandardCharsets.US_ASCII).strip().equals(DONE);
    }

    private void read(JsonNode chunk, Consumer<AnswerEvent> events) {
        var error = chunk.path("error");
        if (!error.isMissingNode() && !error.isNull()) {
            events.accept(new AnswerEvent.Failed(OpenAiFaults.read(0, error)));
            return;
        }
        if ("error".equalsIgnoreCase(Json.text(chunk, "object"))) {
            // vLLM and Mistral write errors without a frame around them.
            events.accept(new AnswerEvent.Failed(OpenAiFaults.read(0, chunk)));
            return;
        }
        if (!started) {
            started = true;
            events.accept(new AnswerEvent.Started(Json.text(chunk, "id"), Json.text(chunk, "model")));
        }
        for (var choice : chunk.path("choices")) {
            choice(choice, events);
        }
        var usage = chunk.path("usage");
        if (usage.isObject()) {
            events.accept(new AnswerEvent.Used(OpenAiUsage.ofChat(usage, Json.text(chunk, "service_tier"))));
        }
    }

    private void choice(JsonNode node, Consumer<AnswerEvent> events) {
        int index = Math.clamp(node.path("index").asInt(0), 0, MOST_CHOICES);
        var choice = choices.computeIfAbsent(index, ChatChoice::new);
        choice.read(node.has("message") ? node.path("message") : node.path("delta"), events);
        var reason = Json.text(node, "finish_reason");
        if (reason != null && !reason.isEmpty() && !finished.get(index)) {
            finished.set(index);
            events.accept(new AnswerEvent.Finished(index, FinishWords.read(reason, choice.calledTools())));
        }
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public boolean complete() {
        return !choices.isEmpty() && finished.cardinality() == choices.size();
    }
}
