package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.CacheHints;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ModelRequest;
import dev.maru.gateway.protocol.ModelRequest.AnswerFormat;
import dev.maru.gateway.protocol.ModelRequest.Reasoning;
import dev.maru.gateway.protocol.ModelRequest.Sampling;
import dev.maru.gateway.protocol.ModelRequest.Tool;
import dev.maru.gateway.protocol.ModelRequest.ToolChoice;
import dev.maru.gateway.protocol.ModelRequest.Turn;
import dev.maru.gateway.protocol.ProtocolException;
import dev.maru.gateway.protocol.RequestFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a request for a chat completion. */
final class ChatRequestReader {
    private final RequestFields fields;

    ChatRequestReader(JsonNode body) {
        this.fields = new RequestFields(body);
    }

    ModelRequest read() {
        var model = fields.requiredText("model");
        var turns = turns();
        fields.take("stream_options");
        var endUser = fields.text("user");
        var safetyId = fields.text("safety_identifier");
        return new ModelRequest(
                OpenAiChat.WIRE_NAME,
                model,
                turns,
                tools(),
                toolChoice(fields.take("tool_choice")),
                fields.flag("parallel_tool_calls"),
                format(fields.take("response_format")),
                reasoning(),
                sampling(),
                fields.flagged("stream"),
                safetyId == null ? endUser : safetyId,
                fields.rest());
    }

    private List<Turn> turns() {
        var messages = fields.list("messages");
        if (messages.isEmpty()) {
            throw new ProtocolException("messages", "messages must hold at least one message.");
        }
        var turns = new ArrayList<Turn>();
        int index = 0;
        for (var message : messages) {
            turns.add(ChatMessages.read(message, "messages[" + index++ + "]"));
        }
        return turns;
    }

    private List<Tool> tools() {
        var tools = new ArrayList<Tool>();
        for (var tool : fields.list("tools")) {
            var function = tool.path("function");
            if (!"function".equals(Json.text(tool, "type", "function")) || !function.isObject()) {
                throw new ProtocolException(
                        "tools", "tools: only functions can be carried to this model; leave out the others.");
            }
            tools.add(new Tool(
                    Json.text(function, "name", ""),
                    Json.text(function, "description"),
                    function.path("parameters").isObject() ? function.path("parameters") : null,
                    function.path("strict").isBoolean()
                            ? (Boolean) function.path("strict").booleanValue()
                            : null,
                    CacheHints.read(tool)));
        }
        return tools;
    }

    private static ToolChoice toolChoice(JsonNode choice) {
        if (choice.isObject()) {
            var name = Json.text(choice.path("function"), "name");
            if (name == null) {
                throw new ProtocolException("tool_choice", "tool_choice must name a function.");
            }
            return new ToolChoice.Named(name);
        }
        return word(choice.asString("auto"));
    }

    static ToolChoice word(String word) {
        return switch (word) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "required", "any" -> new ToolChoice.Any();
            default ->
                throw new ProtocolException("tool_choice", "tool_choice must be none, auto, required or a function.");
        };
    }

    private static AnswerFormat format(JsonNode format) {
        return switch (Json.text(format, "type", "text")) {
            case "text" -> new AnswerFormat.Text();
            case "json_object" -> new AnswerFormat.Json();
            case "json_schema" -> schema(format.path("json_schema"), "response_format.json_schema.schema");
            default ->
                throw new ProtocolException(
                        "response_format", "response_format.type must be text, json_object or json_schema.");
        };
    }

    static AnswerFormat.Schema schema(JsonNode named, String field) {
        if (!named.path("schema").isObject()) {
            throw new ProtocolException(field, field + " must be a JSON Schema.");
        }
        var strict = named.path("strict");
        return new AnswerFormat.Schema(
                Json.text(named, "name", "answer"),
                named.path("schema"),
                strict.isBoolean() ? (Boolean) strict.booleanValue() : null);
    }

    /** OpenAI's word, OpenRouter's object, or Anthropic's, in this order. */
    private @Nullable Reasoning reasoning() {
        var effort = fields.text("reasoning_effort");
        var reasoning = fields.take("reasoning");
        var thinking = fields.take("thinking");
        if (effort != null) {
            return new Reasoning(effort, null);
        }
        if (reasoning.path("max_tokens").isIntegralNumber()) {
            return new Reasoning(null, reasoning.path("max_tokens").longValue());
        }
        if (Json.text(reasoning, "effort") != null) {
            return new Reasoning(Json.text(reasoning, "effort"), null);
        }
        if (thinking.path("budget_tokens").isIntegralNumber()) {
            return new Reasoning(null, thinking.path("budget_tokens").longValue());
        }
        return "disabled".equals(Json.text(thinking, "type")) ? new Reasoning("none", null) : null;
    }

    private Sampling sampling() {
        var newer = fields.whole("max_completion_tokens");
        var older = fields.whole("max_tokens");
        return new Sampling(
                newer == null ? older : newer,
                fields.decimal("temperature"),
                fields.decimal("top_p"),
                fields.small("top_k"),
                fields.decimal("presence_penalty"),
                fields.decimal("frequency_penalty"),
                fields.whole("seed"),
                fields.small("n"),
                fields.texts("stop"));
    }
}
