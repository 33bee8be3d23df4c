package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ModelRequest;
import dev.maru.gateway.protocol.ModelRequest.AnswerFormat;
import dev.maru.gateway.protocol.ModelRequest.Reasoning;
import dev.maru.gateway.protocol.ModelRequest.Sampling;
import dev.maru.gateway.protocol.ModelRequest.Tool;
import dev.maru.gateway.protocol.ModelRequest.ToolChoice;
import dev.maru.gateway.protocol.ProtocolException;
import dev.maru.gateway.protocol.RequestFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a request for a response. */
final class ResponseRequestReader {
    private static final String VERBOSITY = "verbosity";

    private final RequestFields fields;

    ResponseRequestReader(JsonNode body) {
        this.fields = new RequestFields(body);
    }

    ModelRequest read() {
        refuseMemory();
        var model = fields.requiredText("model");
        var items = new ResponseInput(fields.text("instructions"));
        var turns = items.read(fields.take("input"));
        // What an answer has to include is decided by what it has: thoughts always come with what they are signed by.
        fields.take("include");
        fields.take("stream_options");
        var text = fields.take("text");
        var endUser = fields.text("user");
        var safetyId = fields.text("safety_identifier");
        return new ModelRequest(
                OpenAiResponses.WIRE_NAME,
                model,
                turns,
                tools(),
                toolChoice(fields.take("tool_choice")),
                fields.flag("parallel_tool_calls"),
                format(text.path("format")),
                reasoning(fields.take("reasoning")),
                sampling(),
                fields.flagged("stream"),
                safetyId == null ? endUser : safetyId,
                others(text));
    }

    private void refuseMemory() {
        for (var name : List.of("previous_response_id", "conversation")) {
            if (!fields.take(name).isMissingNode()) {
                throw new ProtocolException(
                        name,
                        name + " is not supported: nothing is stored here; send the whole conversation as input.");
            }
        }
        if (fields.flagged("store")) {
            throw new ProtocolException("store", "store must be false: responses are not stored here.");
        }
        if (fields.flagged("background")) {
            throw new ProtocolException("background", "background is not supported; stream the response instead.");
        }
    }

    private List<Tool> tools() {
        var tools = new ArrayList<Tool>();
        for (var tool : fields.list("tools")) {
            if (!"function".equals(Json.text(tool, "type"))) {
                throw new ProtocolException(
                        "tools", "tools: only functions can be carried to this model; leave out the others.");
            }
            tools.add(new Tool(
                    Json.text(tool, "name", ""),
                    Json.text(tool, "description"),
                    tool.path("parameters").isObject() ? tool.path("parameters") : null,
                    tool.path("strict").isBoolean()
                            ? (Boolean) tool.path("strict").booleanValue()
                            : null,
                    null));
        }
        return tools;
    }

    private static ToolChoice toolChoice(JsonNode choice) {
        if (choice.isObject()) {
            var name = Json.text(choice, "name");
            if (name == null || !"function".equals(Json.text(choice, "type"))) {
                throw new ProtocolException("tool_choice", "tool_choice must name a function.");
            }
            return new ToolChoice.Named(name);
        }
        return ChatRequestReader.word(choice.asString("auto"));
    }

    private static AnswerFormat format(JsonNode format) {
        return switch (Json.text(format, "type", "text")) {
            case "text" -> new AnswerFormat.Text();
            case "json_object" -> new AnswerFormat.Json();
            case "json_schema" -> ChatRequestReader.schema(format, "text.format.schema");
            default ->
                throw new ProtocolException(
                        "text.format", "text.format.type must be text, json_object or json_schema.");
        };
    }

    private static @Nullable Reasoning reasoning(JsonNode reasoning) {
        var effort = Json.text(reasoning, "effort");
        return effort == null ? null : new Reasoning(effort, null);
    }

    private Sampling sampling() {
        return new Sampling(
                fields.whole("max_output_tokens"),
                fields.decimal("temperature"),
                fields.decimal("top_p"),
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    private Map<String, JsonNode> others(JsonNode text) {
        var others = new LinkedHashMap<>(fields.rest());
        if (text.path(VERBOSITY).isString()) {
            others.put(VERBOSITY, text.path(VERBOSITY));
        }
        return others;
    }
}
