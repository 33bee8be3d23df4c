package dev.maru.testing.provider;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Responses as OpenAI writes them. */
record ResponsesWire() implements Wire {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public byte[] whole(Completion completion) {
        return JSON.writeValueAsBytes(response(completion, true));
    }

    @Override
    public Events events(Completion completion) {
        var stream = new Numbered();
        var opening = new ArrayList<byte[]>();
        opening.add(stream.event("response.created", "response", response(completion, false)));
        opening.add(stream.event("response.in_progress", "response", response(completion, false)));
        var contents = new ArrayList<byte[]>();
        var closing = new ArrayList<byte[]>();
        if (completion.calls().isEmpty()) {
            opening.add(stream.at("response.output_item.added", 0, "item", message(completion, false)));
            opening.add(stream.at("response.content_part.added", 0, "part", part("")));
            for (var chunk : completion.chunks()) {
                contents.add(stream.at("response.output_text.delta", 0, "delta", JSON.valueToTree(chunk)));
            }
            closing.add(stream.at("response.output_text.done", 0, "text", JSON.valueToTree(completion.text())));
            closing.add(stream.at("response.content_part.done", 0, "part", part(completion.text())));
            closing.add(stream.at("response.output_item.done", 0, "item", message(completion, true)));
        }
        for (int index = 0; index < completion.calls().size(); index++) {
            var call = completion.calls().get(index);
            int middle = call.arguments().length() / 2;
            contents.add(stream.at("response.output_item.added", index, "item", call(call, "")));
            for (var piece : new String[] {
                call.arguments().substring(0, middle), call.arguments().substring(middle)
            }) {
                contents.add(
                        stream.at("response.function_call_arguments.delta", index, "delta", JSON.valueToTree(piece)));
            }
            contents.add(stream.at(
                    "response.function_call_arguments.done", index, "arguments", JSON.valueToTree(call.arguments())));
            contents.add(stream.at("response.output_item.done", index, "item", call(call, call.arguments())));
        }
        var end = response(completion, true);
        var done = stream.event("response." + end.path("status").stringValue(), "response", end);
        return new Events(opening, contents, closing, done);
    }

    /** Events whose numbers rise. */
    private static final class Numbered {
        private int next;

        byte[] at(String type, int index, String field, JsonNode value) {
            return write(JSON.createObjectNode().put("type", type).put("output_index", index), field, value);
        }

        byte[] event(String type, String field, JsonNode value) {
            return write(JSON.createObjectNode().put("type", type), field, value);
        }

        private byte[] write(ObjectNode event, String field, JsonNode value) {
            event.put("sequence_number", next++).set(field, value);
            var text = "event: " + event.path("type").stringValue() + "\ndata: " + event + "\n\n";
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static ObjectNode response(Completion completion, boolean ended) {
        var limited = completion.finishReason().equals("length");
        var body = JSON.createObjectNode()
                .put("id", "resp_" + completion.number())
                .put("object", "response")
                .put("created_at", Completion.CREATED)
                .put("status", !ended ? "in_progress" : limited ? "incomplete" : "completed")
                .putNull("error")
                .put("model", completion.prompt().model());
        var output = body.putArray("output");
        if (ended && completion.calls().isEmpty()) {
            output.add(message(completion, true));
        }
        if (ended) {
            completion.calls().forEach(call -> output.add(call(call, call.arguments())));
        }
        if (ended && limited) {
            body.putObject("incomplete_details").put("reason", "max_output_tokens");
        }
        var usage = completion.reported();
        if (ended && usage != null) {
            var reported = body.putObject("usage")
                    .put("input_tokens", usage.input())
                    .put("output_tokens", usage.output())
                    .put("total_tokens", usage.input() + usage.output());
            reported.putObject("input_tokens_details").put("cached_tokens", usage.cached());
            reported.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoning());
        }
        return body;
    }

    private static ObjectNode message(Completion completion, boolean ended) {
        var item = JSON.createObjectNode()
                .put("id", "msg_" + completion.number())
                .put("type", "message")
                .put("status", ended ? "completed" : "in_progress")
                .put("role", "assistant");
        var content = item.putArray("content");
        if (ended) {
            content.add(part(completion.text()));
        }
        return item;
    }

    private static ObjectNode part(String text) {
        var part = JSON.createObjectNode().put("type", "output_text").put("text", text);
        part.putArray("annotations");
        return part;
    }

    private static ObjectNode call(Reply.ToolCall call, String arguments) {
        return JSON.createObjectNode()
                .put("id", "fc_" + call.id())
                .put("type", "function_call")
                .put("status", "completed")
                .put("call_id", call.id())
                .put("name", call.name())
                .put("arguments", arguments);
    }

    @Override
    public byte[] errorBody(int status, String message) {
        return new OpenAiWire().errorBody(status, message);
    }

    @Override
    public byte[] errorEvent() {
        var event = JSON.createObjectNode()
                .put("type", "error")
                .put("code", "server_error")
                .put("message", "The server is overloaded.")
                .putNull("param")
                .put("sequence_number", 0);
        return ("event: error\ndata: " + event + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Map<String, String> headers(long number) {
        return new OpenAiWire().headers(number);
    }
}
