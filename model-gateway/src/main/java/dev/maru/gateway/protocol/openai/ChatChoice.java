package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.AnswerEvent;
import dev.maru.gateway.protocol.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One of the answers that a completion holds, as far as it has been read. */
final class ChatChoice {
    private final int choice;
    /** Our numbers of the calls by the provider's, which need not be unique. */
    private final Map<Integer, Integer> numbers = new HashMap<>();

    private final Map<Integer, String> ids = new HashMap<>();
    private int calls;
    /** Whether thoughts came as text since the last signature; blocks that repeat them are not read twice. */
    private boolean thought;

    ChatChoice(int choice) {
        this.choice = choice;
    }

    boolean calledTools() {
        return calls > 0;
    }

    void read(JsonNode message, Consumer<AnswerEvent> events) {
        thoughts(message, events);
        content(message.path("content"), events);
        var refusal = Json.text(message, "refusal", "");
        if (!refusal.isEmpty()) {
            events.accept(new AnswerEvent.Refusal(choice, refusal));
        }
        int position = 0;
        for (var call : message.path("tool_calls")) {
            call(call, call.path("index").asInt(position++), events);
        }
        if (message.path("annotations").isArray()
                && !message.path("annotations").isEmpty()) {
            events.accept(new AnswerEvent.Annotated(choice, message.path("annotations")));
        }
    }

    /** Mistral writes thoughts as parts of the content. */
    private void content(JsonNode content, Consumer<AnswerEvent> events) {
        if (content.isString()) {
            text(content.stringValue(), events);
            return;
        }
        for (var part : content) {
            if ("thinking".equals(Json.text(part, "type"))) {
                part.path("thinking").forEach(piece -> thinking(Json.text(piece, "text", ""), events));
            } else {
                text(Json.text(part, "text", ""), events);
            }
        }
    }

    private void text(String text, Consumer<AnswerEvent> events) {
        if (!text.isEmpty()) {
            events.accept(new AnswerEvent.Text(choice, text));
        }
    }

    private void thinking(String text, Consumer<AnswerEvent> events) {
        if (!text.isEmpty()) {
            thought = true;
            events.accept(new AnswerEvent.Thinking(choice, text));
        }
    }

    private void thoughts(JsonNode message, Consumer<AnswerEvent> events) {
        var blocks = message.path("thinking_blocks");
        var text = Json.text(message, "reasoning_content", Json.text(message, "reasoning", ""));
        if (blocks.size() > 1) {
            // Each block has its own signature: the text of all in one piece would be signed by the last only.
            thought = false;
        } else {
            thinking(text, events);
        }
        blocks.forEach(
                block -> thought(block, Json.text(block, "thinking", ""), Json.text(block, "signature"), events));
        if (blocks.isEmpty()) {
            message.path("reasoning_details")
                    .forEach(detail -> thought(
                            detail,
                            Json.text(detail, "text", Json.text(detail, "summary", "")),
                            Json.text(detail, "signature"),
                            events));
        }
    }

    private void thought(JsonNode block, String text, @Nullable String signature, Consumer<AnswerEvent> events) {
        var data = Json.text(block, "data");
        if (data != null) {
            events.accept(new AnswerEvent.HiddenThinking(choice, data));
            return;
        }
        if (!thought) {
            thinking(text, events);
            thought = false;
        }
        if (signature != null && !signature.isEmpty()) {
            thought = false;
            events.accept(new AnswerEvent.ThinkingSigned(choice, signature));
        }
    }

    private void call(JsonNode call, int theirs, Consumer<AnswerEvent> events) {
        var id = Json.text(call, "id", "");
        var function = call.path("function");
        var known = ids.get(theirs);
        if (known == null || !id.isEmpty() && !id.equals(known)) {
            int number = calls++;
            numbers.put(theirs, number);
            ids.put(theirs, id);
            events.accept(new AnswerEvent.ToolCallBegun(
                    choice,
                    number,
                    id.isEmpty() ? "call_" + number : id,
                    Json.text(function, "name", ""),
                    ChatMessages.signature(call)));
        }
        var arguments = function.path("arguments");
        var piece = arguments.isMissingNode() || arguments.isNull() ? "" : Json.asText(arguments);
        if (!piece.isEmpty()) {
            events.accept(new AnswerEvent.ToolArguments(choice, numbers.getOrDefault(theirs, 0), piece));
        }
    }
}
