package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.AnswerEvent;
import dev.maru.gateway.protocol.AnswerEvent.FinishReason;
import dev.maru.gateway.protocol.AnswerReader;
import dev.maru.gateway.protocol.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a response, or its events. */
final class ResponseAnswerReader implements AnswerReader {
    private static final String BETWEEN_SUMMARIES = "\n\n";

    /** Our numbers of the calls, by the places of their items. */
    private final Map<Integer, Integer> calls = new HashMap<>();

    /** Calls whose arguments came in pieces. */
    private final Set<Integer> argued = new HashSet<>();

    /** Places of items whose text came in pieces. */
    private final Set<Integer> told = new HashSet<>();

    private boolean started;
    private boolean ended;
    private boolean complete;

    @Override
    public void whole(byte[] body, Consumer<AnswerEvent> events) {
        var response = Json.parse(body);
        if (response.path("error").isObject() && !response.has("output")) {
            events.accept(new AnswerEvent.Failed(OpenAiFaults.read(0, response.path("error"))));
            return;
        }
        start(response, events);
        int index = 0;
        for (var item : response.path("output")) {
            item(index++, item, events);
        }
        end(response, events);
    }

    @Override
    public void event(@Nullable String name, byte[] data, Consumer<AnswerEvent> events) {
        var event = Json.parse(data);
        int index = event.path("output_index").asInt(0);
        switch (Json.text(event, "type", name == null ? "" : name)) {
            case "response.created", "response.in_progress" -> start(event.path("response"), events);
            case "response.output_item.added" -> added(index, event.path("item"), events);
            case "response.output_text.delta" -> {
                told.add(index);
                events.accept(new AnswerEvent.Text(0, Json.text(event, "delta", "")));
            }
            case "response.refusal.delta" -> {
                told.add(index);
                events.accept(new AnswerEvent.Refusal(0, Json.text(event, "delta", "")));
            }
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" -> {
                told.add(index);
                events.accept(new AnswerEvent.Thinking(0, Json.text(event, "delta", "")));
            }
            case "response.reasoning_summary_part.added" -> {
                if (event.path("summary_index").asInt(0) > 0) {
                    events.accept(new AnswerEvent.Thinking(0, BETWEEN_SUMMARIES));
                }
            }
            case "response.function_call_arguments.delta" -> {
                argued.add(index);
                arguments(index, Json.text(event, "delta", ""), events);
            }
            case "response.output_text.annotation.added" -> {
                var one = Json.array().add(event.path("annotation"));
                events.accept(new AnswerEvent.Annotated(0, ofChat(one)));
            }
            case "response.output_item.done" -> done(index, event.path("item"), events);
            case "response.completed", "response.incomplete", "response.failed", "response.cancelled" -> {
                start(event.path("response"), events);
                end(event.path("response"), events);
            }
            case "error" -> {
                ended = true;
                var error = event.path("error").isObject() ? event.path("error") : event;
                events.accept(new AnswerEvent.Failed(OpenAiFaults.read(0, error)));
            }
            default -> {}
        }
    }

    private void start(JsonNode response, Consumer<AnswerEvent> events) {
        if (!started) {
            started = true;
            events.accept(new AnswerEvent.Started(Json.text(response, "id"), Json.text(response, "model")));
        }
    }

    private void added(int index, JsonNode item, Consumer<AnswerEvent> events) {
        if ("function_call".equals(Json.text(item, "type"))) {
            int number = calls.size();
            calls.put(index, number);
            events.accept(new AnswerEvent.ToolCallBegun(
                    0, number, Json.text(item, "call_id", "call_" + number), Json.text(item, "name", ""), null));
        }
    }

    /** Completes what events have told of an item so far. */
    private void done(int index, JsonNode item, Consumer<AnswerEvent> events) {
        switch (Json.text(item, "type", "")) {
            case "function_call" -> {
                if (!calls.containsKey(index)) {
                    added(index, item, events);
                }
                if (!argued.contains(index)) {
                    arguments(index, Json.text(item, "arguments", ""), events);
                }
            }
            case "reasoning" -> {
                var text = thoughts(item);
                if (!told.contains(index) && !text.isEmpty()) {
                    events.accept(new AnswerEvent.Thinking(0, text));
                }
                var encrypted = Json.text(item, "encrypted_content");
                if (encrypted != null && !encrypted.isEmpty()) {
                    events.accept(
                            text.isEmpty() && !told.contains(index)
                                    ? new AnswerEvent.HiddenThinking(0, encrypted)
                                    : new AnswerEvent.ThinkingSigned(0, encrypted));
                }
            }
            case "message" -> {
                if (!told.contains(index)) {
                    message(item, events);
                }
            }
            default -> {}
        }
    }

    private void item(int index, JsonNode item, Consumer<AnswerEvent> events) {
        done(index, item, events);
        for (var part : item.path("content")) {
            var annotations = part.path("annotations");
            if (annotations.isArray() && !annotations.isEmpty()) {
                events.accept(new AnswerEvent.Annotated(0, ofChat(annotations)));
            }
        }
    }

    private static void message(JsonNode item, Consumer<AnswerEvent> events) {
        for (var part : item.path("content")) {
            var text = Json.text(part, "text", "");
            var refusal = Json.text(part, "refusal", "");
            if (!text.isEmpty()) {
                events.accept(new AnswerEvent.Text(0, text));
            }
            if (!refusal.isEmpty()) {
                events.accept(new AnswerEvent.Refusal(0, refusal));
            }
        }
    }

    private void arguments(int index, String piece, Consumer<AnswerEvent> events) {
        var number = calls.get(index);
        if (number != null && !piece.isEmpty()) {
            events.accept(new AnswerEvent.ToolArguments(0, number, piece));
        }
    }

    private void end(JsonNode response, Consumer<AnswerEvent> events) {
        ended = true;
        var usage = response.path("usage");
        if (usage.isObject()) {
            events.accept(new AnswerEvent.Used(OpenAiUsage.ofResponse(usage, Json.text(response, "service_tier"))));
        }
        switch (Json.text(response, "status", "completed")) {
            case "failed", "cancelled" ->
                events.accept(new AnswerEvent.Failed(OpenAiFaults.read(0, response.path("error"))));
            case "incomplete" -> {
                complete = true;
                var reason = Json.text(response.path("incomplete_details"), "reason", "");
                events.accept(new AnswerEvent.Finished(
                        0, reason.equals("content_filter") ? FinishReason.CONTENT_FILTER : FinishReason.LENGTH));
            }
            default -> {
                complete = true;
                events.accept(
                        new AnswerEvent.Finished(0, calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS));
            }
        }
    }

    /** The thoughts of an item: a summary, or the text itself where a model shows it. */
    static String thoughts(JsonNode item) {
        var text = new StringBuilder();
        for (var part : item.path("summary").isEmpty() ? item.path("content") : item.path("summary")) {
            text.append(text.isEmpty() ? "" : BETWEEN_SUMMARIES).append(Json.text(part, "text", ""));
        }
        return text.toString();
    }

    private static JsonNode ofChat(JsonNode flat) {
        var annotations = Json.array();
        for (var annotation : flat) {
            if ("url_citation".equals(Json.text(annotation, "type")) && !annotation.has("url_citation")) {
                var nested = annotations.addObject().put("type", "url_citation").putObject("url_citation");
                annotation.properties().forEach(field -> {
                    if (!field.getKey().equals("type")) {
                        nested.set(field.getKey(), field.getValue());
                    }
                });
            } else {
                annotations.add(annotation);
            }
        }
        return annotations;
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
