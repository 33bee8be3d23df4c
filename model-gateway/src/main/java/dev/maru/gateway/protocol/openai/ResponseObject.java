package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.AnswerEvent.FinishReason;
import dev.maru.gateway.protocol.ClientProtocol.AnswerHead;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ModelRequest;
import dev.maru.gateway.protocol.ModelRequest.AnswerFormat;
import dev.maru.gateway.protocol.ModelRequest.Tool;
import dev.maru.gateway.protocol.ModelRequest.ToolChoice;
import dev.maru.gateway.protocol.Part;
import dev.maru.gateway.protocol.ProviderFault;
import dev.maru.gateway.protocol.SignedCallId;
import dev.maru.gateway.protocol.Turns;
import dev.maru.gateway.protocol.Usage;
import dev.maru.gateway.protocol.WholeAnswer;
import dev.maru.gateway.protocol.WholeAnswer.Block;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The object that a response is, with the settings of its request as an echo. */
final class ResponseObject {
    private final ModelRequest request;
    private final AnswerHead head;

    ResponseObject(ModelRequest request, AnswerHead head) {
        this.request = request;
        this.head = head;
    }

    ObjectNode inProgress() {
        return object("in_progress", Json.array(), null);
    }

    ObjectNode failed(WholeAnswer answer, ProviderFault fault) {
        var object = object("failed", output(answer), answer.usage());
        var code = OpenAiFaults.code(fault);
        object.putObject("error")
                .put("code", code == null ? "server_error" : code)
                .put("message", fault.message());
        return object;
    }

    ObjectNode ended(WholeAnswer answer) {
        var finish = answer.only().finish();
        var complete = finish != FinishReason.LENGTH && finish != FinishReason.CONTENT_FILTER;
        var object = object(complete ? "completed" : "incomplete", output(answer), answer.usage());
        if (!complete) {
            object.putObject("incomplete_details")
                    .put("reason", finish == FinishReason.LENGTH ? "max_output_tokens" : "content_filter");
        }
        return object;
    }

    private ObjectNode object(String status, ArrayNode output, @Nullable Usage usage) {
        var sampling = request.sampling();
        var object = Json.object()
                .put("id", "resp_" + head.id())
                .put("object", "response")
                .put("created_at", head.created())
                .put("status", status)
                .put("background", false)
                .putNull("error")
                .putNull("incomplete_details")
                .put("instructions", instructions())
                .put("max_output_tokens", sampling.maxOutputTokens())
                .put("model", head.model());
        object.set("output", output);
        object.put("parallel_tool_calls", request.parallelTools() == null || request.parallelTools())
                .putNull("previous_response_id");
        var reasoning = request.reasoning();
        object.putObject("reasoning")
                .put("effort", reasoning == null ? null : reasoning.effort())
                .putNull("summary");
        object.put("store", false).put("temperature", sampling.temperature());
        object.putObject("text").set("format", format(request.format()));
        toolChoice(object);
        var tools = object.putArray("tools");
        request.tools().forEach(tool -> tools.add(tool(tool).put("strict", Boolean.TRUE.equals(tool.strict()))));
        object.put("top_p", sampling.topP()).put("truncation", "disabled");
        if (usage == null) {
            object.putNull("usage");
        } else {
            object.set("usage", OpenAiUsage.response(usage));
        }
        object.put("user", request.endUser());
        var metadata = request.others().get("metadata");
        object.set("metadata", metadata == null ? Json.object() : metadata);
        return object;
    }

    private @Nullable String instructions() {
        var text = new StringBuilder();
        for (var part : Turns.system(request.turns())) {
            if (part instanceof Part.Text said) {
                text.append(text.isEmpty() ? "" : "\n").append(said.text());
            }
        }
        return text.isEmpty() ? null : text.toString();
    }

    private void toolChoice(ObjectNode object) {
        switch (request.toolChoice()) {
            case ToolChoice.Auto _ -> object.put("tool_choice", "auto");
            case ToolChoice.None _ -> object.put("tool_choice", "none");
            case ToolChoice.Any _ -> object.put("tool_choice", "required");
            case ToolChoice.Named(String name) ->
                object.putObject("tool_choice").put("type", "function").put("name", name);
        }
    }

    static ObjectNode tool(Tool tool) {
        var node = Json.object().put("type", "function").put("name", tool.name());
        if (tool.description() != null) {
            node.put("description", tool.description());
        }
        node.set("parameters", tool.parameters() == null ? noParameters() : tool.parameters());
        return node;
    }

    private static ObjectNode noParameters() {
        var schema = Json.object().put("type", "object");
        schema.putObject("properties");
        return schema;
    }

    static ObjectNode format(AnswerFormat format) {
        return switch (format) {
            case AnswerFormat.Text _ -> Json.object().put("type", "text");
            case AnswerFormat.Json _ -> Json.object().put("type", "json_object");
            case AnswerFormat.Schema schema -> {
                var node = Json.object().put("type", "json_schema").put("name", schema.name());
                node.set("schema", schema.schema());
                yield schema.strict() == null ? node : node.put("strict", schema.strict());
            }
        };
    }

    /** The event of an error; OpenAI documents the flat form, and its clients look into {@code error}. */
    static ObjectNode error(ProviderFault fault) {
        var event = Json.object()
                .put("type", "error")
                .put("code", OpenAiFaults.code(fault))
                .put("message", fault.message())
                .put("param", fault.param());
        event.set("error", OpenAiFaults.error(fault));
        return event;
    }

    private ArrayNode output(WholeAnswer answer) {
        var output = Json.array();
        int index = 0;
        var blocks = answer.only().blocks();
        Block lastText = null;
        for (var block : blocks) {
            lastText = block instanceof Block.Text ? block : lastText;
        }
        for (var block : blocks) {
            var annotations = block == lastText ? annotations(answer.only().annotations()) : Json.array();
            output.add(item(index++, block, "completed", annotations));
        }
        return output;
    }

    String itemId(int index, Block block) {
        var kind = switch (block) {
            case Block.Text _, Block.Refusal _ -> "msg_";
            case Block.Thinking _, Block.Hidden _ -> "rs_";
            case Block.Call _ -> "fc_";
        };
        return kind + head.id() + "_" + index;
    }

    ObjectNode item(int index, Block block, String status, ArrayNode annotations) {
        var item = Json.object().put("id", itemId(index, block));
        return switch (block) {
            case Block.Text(StringBuilder text) -> message(item, status, textPart(text.toString(), annotations));
            case Block.Refusal(StringBuilder text) -> message(item, status, refusalPart(text.toString()));
            case Block.Thinking thinking -> {
                item.put("type", "reasoning");
                var summary = item.putArray("summary");
                if (!thinking.text().isEmpty()) {
                    summary.add(summaryPart(thinking.text().toString()));
                }
                yield thinking.signature() == null ? item : item.put("encrypted_content", thinking.signature());
            }
            case Block.Hidden(String data) -> {
                item.put("type", "reasoning").putArray("summary");
                yield item.put("encrypted_content", data);
            }
            case Block.Call call ->
                item.put("type", "function_call")
                        .put("status", status)
                        .put("call_id", new SignedCallId(call.id(), call.signature()).toString())
                        .put("name", call.name())
                        .put("arguments", call.arguments().toString());
        };
    }

    private static ObjectNode message(ObjectNode item, String status, ObjectNode part) {
        item.put("type", "message").put("status", status).put("role", "assistant");
        var content = item.putArray("content");
        if (status.equals("completed")) {
            content.add(part);
        }
        return item;
    }

    static ObjectNode textPart(String text, ArrayNode annotations) {
        var part = Json.object().put("type", "output_text").put("text", text);
        part.set("annotations", annotations);
        part.putArray("logprobs");
        return part;
    }

    static ObjectNode refusalPart(String text) {
        return Json.object().put("type", "refusal").put("refusal", text);
    }

    static ObjectNode summaryPart(String text) {
        return Json.object().put("type", "summary_text").put("text", text);
    }

    /** Chat completions put a citation's fields into an object of its own; here they stand beside the type. */
    static ArrayNode annotations(JsonNode ofChat) {
        var annotations = Json.array();
        for (var annotation : ofChat) {
            var citation = annotation.path("url_citation");
            if (citation.isObject()) {
                var flat = Json.object().put("type", "url_citation");
                citation.properties().forEach(field -> flat.set(field.getKey(), field.getValue()));
                annotations.add(flat);
            } else {
                annotations.add(annotation);
            }
        }
        return annotations;
    }
}
