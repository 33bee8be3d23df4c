package dev.maru.testing.provider;

import dev.maru.testing.provider.Reply.ToolCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Messages as Anthropic writes them; cached tokens are not part of its input tokens. */
record AnthropicWire() implements Wire {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public byte[] whole(Completion completion) {
        var body = message(completion);
        var content = body.putArray("content");
        if (completion.calls().isEmpty()) {
            content.addObject().put("type", "text").put("text", completion.text());
        }
        for (var call : completion.calls()) {
            var block = content.addObject();
            block.put("type", "tool_use").put("id", call.id()).put("name", call.name());
            block.set("input", JSON.readTree(call.arguments()));
        }
        body.put("stop_reason", stopReason(completion)).putNull("stop_sequence");
        var reported = completion.reported();
        if (reported != null) {
            body.set("usage", usage(reported, reported.output()));
        }
        return JSON.writeValueAsBytes(body);
    }

    @Override
    public Events events(Completion completion) {
        var opening = new ArrayList<byte[]>();
        opening.add(start(completion));
        var contents = new ArrayList<byte[]>();
        var closing = new ArrayList<byte[]>();
        if (completion.calls().isEmpty()) {
            opening.add(
                    blockStart(0, JSON.createObjectNode().put("type", "text").put("text", "")));
            opening.add(event(JSON.createObjectNode().put("type", "ping")));
            for (var chunk : completion.chunks()) {
                contents.add(delta(
                        0, JSON.createObjectNode().put("type", "text_delta").put("text", chunk)));
            }
            closing.add(blockStop(0));
        }
        for (int index = 0; index < completion.calls().size(); index++) {
            contents.addAll(toolUse(index, completion.calls().get(index)));
        }
        closing.add(messageDelta(completion));
        return new Events(
                opening, contents, closing, event(JSON.createObjectNode().put("type", "message_stop")));
    }

    @Override
    public byte[] errorBody(int status, String message) {
        return JSON.writeValueAsBytes(error(type(status), message));
    }

    @Override
    public byte[] errorEvent() {
        return event(error("overloaded_error", "Overloaded"));
    }

    @Override
    public Map<String, String> headers(long number) {
        return Map.of("request-id", "req_" + number);
    }

    private static byte[] start(Completion completion) {
        var message = message(completion);
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        var reported = completion.reported();
        if (reported != null) {
            message.set("usage", usage(reported, Math.min(1, reported.output())));
        }
        var start = JSON.createObjectNode().put("type", "message_start");
        start.set("message", message);
        return event(start);
    }

    private static byte[] messageDelta(Completion completion) {
        var end = JSON.createObjectNode().put("type", "message_delta");
        end.putObject("delta").put("stop_reason", stopReason(completion)).putNull("stop_sequence");
        var reported = completion.reported();
        if (reported != null) {
            end.putObject("usage").put("output_tokens", reported.output());
        }
        return event(end);
    }

    private static List<byte[]> toolUse(int index, ToolCall call) {
        var block = JSON.createObjectNode()
                .put("type", "tool_use")
                .put("id", call.id())
                .put("name", call.name());
        block.putObject("input");
        int middle = call.arguments().length() / 2;
        return List.of(
                blockStart(index, block),
                argument(index, call.arguments().substring(0, middle)),
                argument(index, call.arguments().substring(middle)),
                blockStop(index));
    }

    private static byte[] argument(int index, String piece) {
        return delta(
                index, JSON.createObjectNode().put("type", "input_json_delta").put("partial_json", piece));
    }

    private static byte[] blockStart(int index, ObjectNode block) {
        var start = JSON.createObjectNode().put("type", "content_block_start").put("index", index);
        start.set("content_block", block);
        return event(start);
    }

    private static byte[] blockStop(int index) {
        return event(JSON.createObjectNode().put("type", "content_block_stop").put("index", index));
    }

    private static byte[] delta(int index, ObjectNode delta) {
        var node = JSON.createObjectNode().put("type", "content_block_delta").put("index", index);
        node.set("delta", delta);
        return event(node);
    }

    private static ObjectNode message(Completion completion) {
        return JSON.createObjectNode()
                .put("id", "msg_" + completion.number())
                .put("type", "message")
                .put("role", "assistant")
                .put("model", completion.prompt().model());
    }

    private static ObjectNode usage(Usage usage, long output) {
        return JSON.createObjectNode()
                .put("input_tokens", usage.input() - usage.cached() - usage.cacheWrite())
                .put("cache_creation_input_tokens", usage.cacheWrite())
                .put("cache_read_input_tokens", usage.cached())
                .put("output_tokens", output);
    }

    private static String stopReason(Completion completion) {
        return switch (completion.finishReason()) {
            case "length" -> "max_tokens";
            case "tool_calls" -> "tool_use";
            case "content_filter" -> "refusal";
            default -> "end_turn";
        };
    }

    private static byte[] event(ObjectNode data) {
        var text = "event: " + data.path("type").stringValue() + "\ndata: " + data + "\n\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode error(@Nullable String type, String message) {
        var body = JSON.createObjectNode().put("type", "error");
        body.putObject("error").put("type", type).put("message", message);
        return body;
    }

    private static String type(int status) {
        return switch (status) {
            case 400, 422 -> "invalid_request_error";
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 529 -> "overloaded_error";
            default -> "api_error";
        };
    }
}
