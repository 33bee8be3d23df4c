package dev.maru.testing.provider;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Converse as Amazon Bedrock writes it: streams are binary, cached tokens are not part of the input tokens. */
record ConverseWire() implements Wire {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public byte[] whole(Completion completion) {
        var body = JSON.createObjectNode();
        var content = body.putObject("output")
                .putObject("message")
                .put("role", "assistant")
                .putArray("content");
        if (completion.calls().isEmpty()) {
            content.addObject().put("text", completion.text());
        }
        for (var call : completion.calls()) {
            content.addObject()
                    .putObject("toolUse")
                    .put("toolUseId", call.id())
                    .put("name", call.name())
                    .set("input", JSON.readTree(call.arguments()));
        }
        body.put("stopReason", stopReason(completion));
        usage(body, completion);
        return JSON.writeValueAsBytes(body);
    }

    @Override
    public Events events(Completion completion) {
        var contents = new ArrayList<byte[]>();
        for (var chunk : completion.chunks()) {
            contents.add(delta(0, JSON.createObjectNode().put("text", chunk)));
        }
        for (int index = 0; index < completion.calls().size(); index++) {
            contents.addAll(toolUse(index, completion.calls().get(index)));
        }
        var closing = new ArrayList<byte[]>();
        if (completion.calls().isEmpty()) {
            closing.add(message("contentBlockStop", at(0)));
        }
        closing.add(message("messageStop", JSON.createObjectNode().put("stopReason", stopReason(completion))));
        var metadata = JSON.createObjectNode();
        usage(metadata, completion);
        metadata.putObject("metrics").put("latencyMs", 1);
        var start = message("messageStart", JSON.createObjectNode().put("role", "assistant"));
        return new Events(List.of(start), contents, closing, message("metadata", metadata));
    }

    private static List<byte[]> toolUse(int index, Reply.ToolCall call) {
        var start = at(index);
        start.putObject("start")
                .putObject("toolUse")
                .put("toolUseId", call.id())
                .put("name", call.name());
        int middle = call.arguments().length() / 2;
        return List.of(
                message("contentBlockStart", start),
                delta(index, input(call.arguments().substring(0, middle))),
                delta(index, input(call.arguments().substring(middle))),
                message("contentBlockStop", at(index)));
    }

    private static ObjectNode input(String piece) {
        var delta = JSON.createObjectNode();
        delta.putObject("toolUse").put("input", piece);
        return delta;
    }

    private static ObjectNode at(int index) {
        return JSON.createObjectNode().put("contentBlockIndex", index);
    }

    private static byte[] delta(int index, ObjectNode delta) {
        var event = at(index);
        event.set("delta", delta);
        return message("contentBlockDelta", event);
    }

    private static void usage(ObjectNode body, Completion completion) {
        var usage = completion.reported();
        if (usage != null) {
            body.putObject("usage")
                    .put("inputTokens", usage.input() - usage.cached() - usage.cacheWrite())
                    .put("outputTokens", usage.output())
                    .put("totalTokens", usage.input() + usage.output())
                    .put("cacheReadInputTokens", usage.cached())
                    .put("cacheWriteInputTokens", usage.cacheWrite());
        }
    }

    private static String stopReason(Completion completion) {
        return switch (completion.finishReason()) {
            case "length" -> "max_tokens";
            case "tool_calls" -> "tool_use";
            case "content_filter" -> "content_filtered";
            default -> "end_turn";
        };
    }

    @Override
    public byte[] errorBody(int status, String message) {
        return JSON.writeValueAsBytes(JSON.createObjectNode().put("message", message));
    }

    @Override
    public byte[] errorEvent() {
        var body = JSON.createObjectNode().put("message", "Bedrock is unable to process your request.");
        return BinaryMessage.of(
                Map.of(":message-type", "exception", ":exception-type", "serviceUnavailableException"),
                JSON.writeValueAsBytes(body));
    }

    @Override
    public byte[] brokenEvent() {
        return BinaryMessage.of(
                Map.of(":message-type", "event", ":event-type", "contentBlockDelta"),
                "{\"delta\":{\"te".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String streamType() {
        return "application/vnd.amazon.eventstream";
    }

    @Override
    public Map<String, String> headers(long number) {
        return Map.of("x-amzn-requestid", "req-" + number);
    }

    private static byte[] message(String type, JsonNode payload) {
        return BinaryMessage.of(
                Map.of(":message-type", "event", ":event-type", type, ":content-type", "application/json"),
                JSON.writeValueAsBytes(payload));
    }
}
