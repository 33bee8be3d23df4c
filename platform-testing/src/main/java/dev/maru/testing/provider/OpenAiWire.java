package dev.maru.testing.provider;

import dev.maru.testing.provider.Reply.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Chat completions as OpenAI writes them. */
record OpenAiWire() implements Wire {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public byte[] whole(Completion completion) {
        var body = object(completion, "chat.completion");
        var choices = body.putArray("choices");
        for (int index = 0; index < completion.prompt().choices(); index++) {
            var choice = choices.addObject().put("index", index);
            var message = choice.putObject("message").put("role", "assistant");
            if (completion.calls().isEmpty()) {
                message.put("content", completion.text());
            } else {
                message.putNull("content");
                var calls = message.putArray("tool_calls");
                completion.calls().forEach(call -> calls.add(toolCall(call)));
            }
            message.putNull("refusal");
            choice.putNull("logprobs").put("finish_reason", completion.finishReason());
        }
        var reported = completion.reported();
        if (reported != null) {
            body.set("usage", usage(reported));
        }
        return JSON.writeValueAsBytes(body);
    }

    @Override
    public Events events(Completion completion) {
        var opening = new ArrayList<byte[]>();
        var contents = new ArrayList<byte[]>();
        var closing = new ArrayList<byte[]>();
        for (int index = 0; index < completion.prompt().choices(); index++) {
            var role = JSON.createObjectNode().put("role", "assistant");
            opening.add(delta(
                    completion,
                    index,
                    completion.calls().isEmpty() ? role.put("content", "") : role.putNull("content")));
            for (var chunk : completion.chunks()) {
                contents.add(delta(completion, index, JSON.createObjectNode().put("content", chunk)));
            }
            for (var fragment : fragments(completion.calls())) {
                contents.add(delta(completion, index, fragment));
            }
            closing.add(chunk(completion, index, JSON.createObjectNode(), completion.finishReason()));
        }
        var reported = completion.reported();
        if (completion.prompt().usageWanted() && reported != null) {
            var last = object(completion, "chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", usage(reported));
            closing.add(Wire.event(last.toString()));
        }
        return new Events(opening, contents, closing, Wire.event("[DONE]"));
    }

    @Override
    public byte[] errorBody(int status, String message) {
        return JSON.writeValueAsBytes(error(status, message));
    }

    @Override
    public byte[] errorEvent() {
        return Wire.event(error(503, "The server is overloaded.").toString());
    }

    @Override
    public Map<String, String> headers(long number) {
        return Map.of("x-request-id", "req_" + number, "openai-processing-ms", "1", "openai-version", "2020-10-01");
    }

    static ObjectNode usage(Usage usage) {
        var node = JSON.createObjectNode()
                .put("prompt_tokens", usage.input())
                .put("completion_tokens", usage.output())
                .put("total_tokens", usage.input() + usage.output());
        node.putObject("prompt_tokens_details").put("cached_tokens", usage.cached());
        node.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
        return node;
    }

    private static byte[] delta(Completion completion, int index, ObjectNode delta) {
        return chunk(completion, index, delta, null);
    }

    private static byte[] chunk(Completion completion, int index, ObjectNode delta, @Nullable String finishReason) {
        var chunk = object(completion, "chat.completion.chunk");
        var choice = chunk.putArray("choices").addObject().put("index", index);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        if (completion.prompt().usageWanted()) {
            chunk.putNull("usage");
        }
        return Wire.event(chunk.toString());
    }

    private static ObjectNode object(Completion completion, String type) {
        return JSON.createObjectNode()
                .put("id", "chatcmpl-" + completion.number())
                .put("object", type)
                .put("created", Completion.CREATED)
                .put("model", completion.prompt().model())
                .put("system_fingerprint", "fp_scripted");
    }

    private static ObjectNode toolCall(ToolCall call) {
        var node = JSON.createObjectNode().put("id", call.id()).put("type", "function");
        node.putObject("function").put("name", call.name()).put("arguments", call.arguments());
        return node;
    }

    /** Id and name once, then the arguments in two pieces. */
    private static List<ObjectNode> fragments(List<ToolCall> calls) {
        var fragments = new ArrayList<ObjectNode>();
        for (int index = 0; index < calls.size(); index++) {
            var call = calls.get(index);
            var first = JSON.createObjectNode();
            first.putArray("tool_calls")
                    .addObject()
                    .put("index", index)
                    .put("id", call.id())
                    .put("type", "function")
                    .putObject("function")
                    .put("name", call.name())
                    .put("arguments", "");
            fragments.add(first);
            int middle = call.arguments().length() / 2;
            for (var piece : List.of(
                    call.arguments().substring(0, middle), call.arguments().substring(middle))) {
                var next = JSON.createObjectNode();
                next.putArray("tool_calls")
                        .addObject()
                        .put("index", index)
                        .putObject("function")
                        .put("arguments", piece);
                fragments.add(next);
            }
        }
        return fragments;
    }

    private static ObjectNode error(int status, String message) {
        var body = JSON.createObjectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", type(status))
                .putNull("param")
                .put("code", code(status));
        return body;
    }

    private static String type(int status) {
        return switch (status) {
            case 429 -> "rate_limit_error";
            case 400, 401, 403, 404, 413, 422 -> "invalid_request_error";
            default -> "server_error";
        };
    }

    private static @Nullable String code(int status) {
        return switch (status) {
            case 401 -> "invalid_api_key";
            case 404 -> "model_not_found";
            case 429 -> "rate_limit_exceeded";
            default -> null;
        };
    }
}
