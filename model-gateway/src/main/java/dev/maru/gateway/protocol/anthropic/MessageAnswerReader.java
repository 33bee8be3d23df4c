package dev.maru.gateway.protocol.anthropic;

import dev.maru.gateway.protocol.AnswerEvent;
import dev.maru.gateway.protocol.AnswerReader;
import dev.maru.gateway.protocol.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a message, or its events. */
final class MessageAnswerReader implements AnswerReader {
    private final AnthropicUsage usage = new AnthropicUsage();
    /** Our numbers of the calls, by the places of their blocks. */
    private final Map<Integer, Integer> calls = new HashMap<>();

    private int length;
    /** Where the text of the current block begins. */
    private int from;

    private boolean ended;
    private boolean complete;

    @Override
    public void whole(byte[] body, Consumer<AnswerEvent> events) {
        var message = Json.parse(body);
        ended = true;
        if (message.path("error").isObject()) {
            events.accept(new AnswerEvent.Failed(AnthropicFaults.read(0, message.path("error"))));
            return;
        }
        events.accept(new AnswerEvent.Started(Json.text(message, "id"), Json.text(message, "model")));
        int index = 0;
        for (var block : message.path("content")) {
            begin(index, block, events);
            if (block.path("input").isObject() && calls.containsKey(index)) {
                arguments(index, block.path("input").toString(), events);
            }
            citations(block.path("citations"), events);
            index++;
        }
        used(message.path("usage"), events);
        finished(message, events);
    }

    @Override
    public void event(@Nullable String name, byte[] data, Consumer<AnswerEvent> events) {
        var event = Json.parse(data);
        int index = event.path("index").asInt(0);
        switch (Json.text(event, "type", name == null ? "" : name)) {
            case "message_start" -> {
                var message = event.path("message");
                events.accept(new AnswerEvent.Started(Json.text(message, "id"), Json.text(message, "model")));
                used(message.path("usage"), events);
            }
            case "content_block_start" -> begin(index, event.path("content_block"), events);
            case "content_block_delta" -> delta(index, event.path("delta"), events);
            case "message_delta" -> {
                used(event.path("usage"), events);
                finished(event.path("delta"), events);
            }
            case "message_stop" -> ended = true;
            case "error" -> {
                ended = true;
                events.accept(new AnswerEvent.Failed(AnthropicFaults.read(0, event.path("error"))));
            }
            default -> {}
        }
    }

    private void begin(int index, JsonNode block, Consumer<AnswerEvent> events) {
        from = length;
        switch (Json.text(block, "type", "")) {
            case "text" -> text(Json.text(block, "text", ""), events);
            case "thinking" -> {
                thinking(Json.text(block, "thinking", ""), events);
                signed(Json.text(block, "signature", ""), events);
            }
            case "redacted_thinking" -> events.accept(new AnswerEvent.HiddenThinking(0, Json.text(block, "data", "")));
            case "tool_use" -> {
                int number = calls.size();
                calls.put(index, number);
                events.accept(new AnswerEvent.ToolCallBegun(
                        0, number, Json.text(block, "id", "toolu_" + number), Json.text(block, "name", ""), null));
            }
            default -> {}
        }
    }

    private void delta(int index, JsonNode delta, Consumer<AnswerEvent> events) {
        switch (Json.text(delta, "type", "")) {
            case "text_delta" -> text(Json.text(delta, "text", ""), events);
            case "thinking_delta" -> thinking(Json.text(delta, "thinking", ""), events);
            case "signature_delta" -> signed(Json.text(delta, "signature", ""), events);
            case "input_json_delta" -> arguments(index, Json.text(delta, "partial_json", ""), events);
            case "citations_delta" -> citations(Json.array().add(delta.path("citation")), events);
            default -> {}
        }
    }

    private void text(String text, Consumer<AnswerEvent> events) {
        if (!text.isEmpty()) {
            length += text.length();
            events.accept(new AnswerEvent.Text(0, text));
        }
    }

    private static void thinking(String text, Consumer<AnswerEvent> events) {
        if (!text.isEmpty()) {
            events.accept(new AnswerEvent.Thinking(0, text));
        }
    }

    private static void signed(String signature, Consumer<AnswerEvent> events) {
        if (!signature.isEmpty()) {
            events.accept(new AnswerEvent.ThinkingSigned(0, signature));
        }
    }

    private void arguments(int index, String piece, Consumer<AnswerEvent> events) {
        var number = calls.get(index);
        if (number != null && !piece.isEmpty()) {
            events.accept(new AnswerEvent.ToolArguments(0, number, piece));
        }
    }

    /** Only citations of the web have an address, which is what OpenAI's annotations are about. */
    private void citations(JsonNode citations, Consumer<AnswerEvent> events) {
        var annotations = Json.array();
        for (var citation : citations) {
            var url = Json.text(citation, "url");
            if (url != null) {
                annotations
                        .addObject()
                        .put("type", "url_citation")
                        .putObject("url_citation")
                        .put("url", url)
                        .put("title", Json.text(citation, "title", ""))
                        .put("start_index", from)
                        .put("end_index", length);
            }
        }
        if (!annotations.isEmpty()) {
            events.accept(new AnswerEvent.Annotated(0, annotations));
        }
    }

    private void used(JsonNode reported, Consumer<AnswerEvent> events) {
        if (reported.isObject()) {
            usage.merge(reported);
            events.accept(new AnswerEvent.Used(usage.usage()));
        }
    }

    private void finished(JsonNode holder, Consumer<AnswerEvent> events) {
        var reason = Json.text(holder, "stop_reason");
        if (reason != null && !complete) {
            complete = true;
            events.accept(new AnswerEvent.Finished(0, StopReasons.read(reason)));
        }
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
