package dev.maru.gateway.protocol.bedrock;

import dev.maru.gateway.protocol.AnswerEvent;
import dev.maru.gateway.protocol.AnswerEvent.FinishReason;
import dev.maru.gateway.protocol.AnswerReader;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ProviderFault;
import dev.maru.gateway.protocol.Usage;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads an answer of Converse, or the events of ConverseStream. */
final class ConverseAnswerReader implements AnswerReader {
    /** Our numbers of the calls, by the places of their blocks. */
    private final Map<Integer, Integer> calls = new HashMap<>();

    private boolean ended;
    private boolean complete;

    @Override
    public void whole(byte[] body, Consumer<AnswerEvent> events) {
        var answer = Json.parse(body);
        ended = true;
        if (!answer.has("output")) {
            events.accept(new AnswerEvent.Failed(BedrockFaults.read(0, null, answer)));
            return;
        }
        events.accept(new AnswerEvent.Started(null, null));
        int index = 0;
        for (var block : answer.path("output").path("message").path("content")) {
            block(index++, block, events);
        }
        used(answer, events);
        stop(answer, events);
    }

    private void block(int index, JsonNode block, Consumer<AnswerEvent> events) {
        var call = block.path("toolUse");
        var thought = block.path("reasoningContent");
        if (call.isObject()) {
            begin(index, call, events);
            arguments(index, call.path("input").isObject() ? call.path("input").toString() : "{}", events);
        } else if (thought.isObject()) {
            var text = thought.path("reasoningText");
            thought(Json.text(text, "text"), Json.text(text, "signature"), thought, events);
        } else {
            text(Json.text(block, "text"), events);
        }
    }

    @Override
    public void event(@Nullable String name, byte[] data, Consumer<AnswerEvent> events) {
        var event = Json.parse(data);
        int index = event.path("contentBlockIndex").asInt(0);
        switch (name == null ? "" : name) {
            case "messageStart" -> events.accept(new AnswerEvent.Started(null, null));
            case "contentBlockStart" -> {
                var call = event.path("start").path("toolUse");
                if (call.isObject()) {
                    begin(index, call, events);
                }
            }
            case "contentBlockDelta" -> delta(index, event.path("delta"), events);
            case "messageStop" -> stop(event, events);
            case "metadata" -> {
                used(event, events);
                ended = complete;
            }
            default -> {
                if (BedrockFaults.isException(name)) {
                    ended = true;
                    events.accept(new AnswerEvent.Failed(BedrockFaults.read(0, name, event)));
                }
            }
        }
    }

    private void delta(int index, JsonNode delta, Consumer<AnswerEvent> events) {
        var thought = delta.path("reasoningContent");
        text(Json.text(delta, "text"), events);
        arguments(index, Json.text(delta.path("toolUse"), "input", ""), events);
        if (thought.isObject()) {
            thought(Json.text(thought, "text"), Json.text(thought, "signature"), thought, events);
        }
    }

    private static void text(@Nullable String text, Consumer<AnswerEvent> events) {
        if (text != null && !text.isEmpty()) {
            events.accept(new AnswerEvent.Text(0, text));
        }
    }

    private static void thought(
            @Nullable String text, @Nullable String signature, JsonNode holder, Consumer<AnswerEvent> events) {
        if (text != null && !text.isEmpty()) {
            events.accept(new AnswerEvent.Thinking(0, text));
        }
        if (signature != null && !signature.isEmpty()) {
            events.accept(new AnswerEvent.ThinkingSigned(0, signature));
        }
        var hidden = Json.text(holder, "redactedContent");
        if (hidden != null) {
            events.accept(new AnswerEvent.HiddenThinking(0, hidden));
        }
    }

    private void begin(int index, JsonNode call, Consumer<AnswerEvent> events) {
        int number = calls.size();
        calls.put(index, number);
        events.accept(new AnswerEvent.ToolCallBegun(
                0, number, Json.text(call, "toolUseId", "call_" + number), Json.text(call, "name", ""), null));
    }

    private void arguments(int index, String piece, Consumer<AnswerEvent> events) {
        var number = calls.get(index);
        if (number != null && !piece.isEmpty()) {
            events.accept(new AnswerEvent.ToolArguments(0, number, piece));
        }
    }

    private void stop(JsonNode holder, Consumer<AnswerEvent> events) {
        var reason = Json.text(holder, "stopReason");
        if (reason == null || complete) {
            return;
        }
        if (reason.startsWith("malformed_")) {
            ended = true;
            events.accept(new AnswerEvent.Failed(new ProviderFault(
                    502, "The model wrote an answer that cannot be read. Try again.", reason, null, null)));
            return;
        }
        complete = true;
        events.accept(new AnswerEvent.Finished(
                0,
                switch (reason) {
                    case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
                    case "tool_use" -> FinishReason.TOOL_CALLS;
                    case "guardrail_intervened", "content_filtered" -> FinishReason.CONTENT_FILTER;
                    default -> FinishReason.STOP;
                }));
    }

    /** What caches gave or took is beside the input, as Anthropic counts. */
    private static void used(JsonNode holder, Consumer<AnswerEvent> events) {
        var usage = holder.path("usage");
        if (!usage.isObject()) {
            return;
        }
        long longKept = 0;
        long kept = 0;
        for (var detail : usage.path("cacheDetails")) {
            long tokens = Json.count(detail, "inputTokens");
            kept += tokens;
            longKept += "1h".equals(Json.text(detail, "ttl")) ? tokens : 0;
        }
        long written = usage.has("cacheWriteInputTokens") ? Json.count(usage, "cacheWriteInputTokens") : kept;
        events.accept(new AnswerEvent.Used(new Usage(
                usage.has("inputTokens") ? Json.count(usage, "inputTokens") : -1,
                Json.count(usage, "cacheReadInputTokens"),
                written - longKept,
                longKept,
                0,
                Json.count(usage, "outputTokens"),
                0,
                0,
                Json.text(holder.path("serviceTier"), "type"))));
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public boolean complete() {
        return complete;
    }
}
