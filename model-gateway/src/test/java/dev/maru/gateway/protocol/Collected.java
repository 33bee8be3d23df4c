package dev.maru.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts a stream together again, as the clients of each protocol do. */
final class Collected {
    private Collected() {}

    static JsonNode of(String protocol, String stream) {
        var frames = Frames.of(stream);
        return switch (protocol) {
            case "openai-chat" -> chat(frames);
            case "openai-responses" -> response(frames);
            default -> message(frames);
        };
    }

    private static JsonNode chat(List<Frames.Frame> frames) {
        assertThat(frames.getLast().data()).isEqualTo("[DONE]");
        var body = Json.object();
        var message = Json.object().put("role", "assistant").put("content", "");
        for (var frame : frames.subList(0, frames.size() - 1)) {
            var chunk = frame.json();
            body.set("id", chunk.path("id"));
            body.set("model", chunk.path("model"));
            if (chunk.path("usage").isObject()) {
                assertThat(chunk.path("choices").isEmpty()).isTrue();
                body.set("usage", chunk.path("usage"));
            }
            for (var choice : chunk.path("choices")) {
                merge(message, choice.path("delta"));
                if (choice.path("finish_reason").isString()) {
                    body.set("finish_reason", choice.path("finish_reason"));
                }
            }
        }
        message.path("tool_calls").forEach(call -> ((ObjectNode) call).remove("index"));
        body.set("message", message);
        return body;
    }

    private static void merge(ObjectNode message, JsonNode delta) {
        delta.properties().forEach(field -> {
            switch (field.getKey()) {
                case "role" -> {}
                case "tool_calls" -> field.getValue().forEach(call -> call(message.withArray("tool_calls"), call));
                case "thinking_blocks", "annotations" ->
                    field.getValue().forEach(message.withArray(field.getKey())::add);
                default ->
                    message.put(
                            field.getKey(),
                            Json.text(message, field.getKey(), "")
                                    + field.getValue().stringValue());
            }
        });
    }

    private static void call(ArrayNode calls, JsonNode delta) {
        int index = delta.path("index").asInt();
        if (index >= calls.size()) {
            calls.add(delta.deepCopy());
            return;
        }
        var function = (ObjectNode) calls.get(index).path("function");
        function.put(
                "arguments",
                Json.text(function, "arguments", "")
                        + delta.at("/function/arguments").stringValue());
    }

    private static JsonNode message(List<Frames.Frame> frames) {
        var message = Json.object();
        var content = Json.array();
        var inputs = new StringBuilder();
        int open = -1;
        for (var frame : frames) {
            var event = frame.json();
            assertThat(event.path("type").stringValue()).isEqualTo(frame.name());
            int index = event.path("index").asInt(-1);
            switch (String.valueOf(frame.name())) {
                case "message_start" -> message = (ObjectNode) event.path("message");
                case "content_block_start" -> {
                    assertThat(open).as("blocks come one after the other").isEqualTo(-1);
                    assertThat(index).isEqualTo(content.size());
                    open = index;
                    content.add(event.path("content_block"));
                    inputs.setLength(0);
                }
                case "content_block_delta" -> {
                    assertThat(index).isEqualTo(open);
                    delta((ObjectNode) content.get(index), event.path("delta"), inputs);
                }
                case "content_block_stop" -> {
                    assertThat(index).isEqualTo(open);
                    open = -1;
                    if (content.get(index) instanceof ObjectNode block && block.has("input")) {
                        block.set("input", Json.objectOrEmpty(inputs.toString()));
                    }
                }
                case "message_delta" -> {
                    message.set("content", content);
                    message.set("stop_reason", event.at("/delta/stop_reason"));
                    message.set("usage", event.path("usage"));
                }
                default -> assertThat(frame.name()).isEqualTo("message_stop");
            }
        }
        return message;
    }

    private static void delta(ObjectNode block, JsonNode delta, StringBuilder inputs) {
        switch (delta.path("type").stringValue()) {
            case "text_delta" -> append(block, delta, "text");
            case "thinking_delta" -> append(block, delta, "thinking");
            case "signature_delta" -> block.set("signature", delta.path("signature"));
            default -> inputs.append(delta.path("partial_json").stringValue());
        }
    }

    private static void append(ObjectNode block, JsonNode delta, String field) {
        block.put(field, Json.text(block, field, "") + delta.path(field).stringValue());
    }

    /** The last event has it all; the ones before must tell the same. */
    private static JsonNode response(List<Frames.Frame> frames) {
        var last = frames.getLast().json().path("response");
        var items = Json.array();
        int number = 0;
        for (var frame : frames) {
            var event = frame.json();
            assertThat(event.path("type").stringValue()).isEqualTo(frame.name());
            assertThat(event.path("sequence_number").asInt(-1)).isEqualTo(number++);
            int index = event.path("output_index").asInt(-1);
            switch (String.valueOf(frame.name())) {
                case "response.output_item.added" -> {
                    assertThat(index).isEqualTo(items.size());
                    items.add(Json.object());
                }
                case "response.output_item.done" -> {
                    assertThat(told(items.get(index)))
                            .as("what the deltas of item %s said", index)
                            .isEqualTo(text(event.path("item")));
                    items.set(index, event.path("item"));
                }
                default -> {
                    if (event.path("delta").isString()) {
                        var item = (ObjectNode) items.get(index);
                        item.put("told", told(item) + event.path("delta").stringValue());
                    }
                }
            }
        }
        // Sources that come late stand at the end only.
        assertThat(withoutSources(items))
                .as("the items of the events, and of the end")
                .isEqualTo(withoutSources(last.path("output")));
        return last;
    }

    private static JsonNode withoutSources(JsonNode items) {
        var copy = items.deepCopy();
        for (var item : copy) {
            item.path("content").forEach(part -> ((ObjectNode) part).remove("annotations"));
        }
        return copy;
    }

    private static String told(JsonNode item) {
        return Json.text(item, "told", "");
    }

    private static String text(JsonNode item) {
        return Json.text(item, "arguments", "")
                + item.at("/content/0/text").asString("")
                + item.at("/summary/0/text").asString("");
    }
}
