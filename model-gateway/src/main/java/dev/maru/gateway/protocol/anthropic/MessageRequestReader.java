package dev.maru.gateway.protocol.anthropic;

import dev.maru.gateway.protocol.CacheHints;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ModelRequest;
import dev.maru.gateway.protocol.ModelRequest.AnswerFormat;
import dev.maru.gateway.protocol.ModelRequest.Reasoning;
import dev.maru.gateway.protocol.ModelRequest.Role;
import dev.maru.gateway.protocol.ModelRequest.Sampling;
import dev.maru.gateway.protocol.ModelRequest.Tool;
import dev.maru.gateway.protocol.ModelRequest.ToolChoice;
import dev.maru.gateway.protocol.ModelRequest.Turn;
import dev.maru.gateway.protocol.Part;
import dev.maru.gateway.protocol.ProtocolException;
import dev.maru.gateway.protocol.RequestFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a request for a message. */
final class MessageRequestReader {
    private static final String STRUCTURED = "answer";

    private final RequestFields fields;

    MessageRequestReader(JsonNode body) {
        this.fields = new RequestFields(body);
    }

    ModelRequest read() {
        var model = fields.requiredText("model");
        var turns = turns();
        var choice = fields.take("tool_choice");
        var alone = choice.path("disable_parallel_tool_use");
        var output = fields.take("output_config");
        var format = fields.take("output_format");
        var metadata = fields.take("metadata");
        return new ModelRequest(
                AnthropicMessages.WIRE_NAME,
                model,
                turns,
                tools(),
                toolChoice(choice),
                alone.isBoolean() ? (Boolean) !alone.booleanValue() : null,
                format(output.has("format") ? output.path("format") : format),
                reasoning(fields.take("thinking"), output),
                sampling(),
                fields.flagged("stream"),
                Json.text(metadata, "user_id"),
                others(metadata));
    }

    private List<Turn> turns() {
        var turns = new ArrayList<Turn>();
        var system = fields.take("system");
        if (!system.isMissingNode()) {
            var parts = MessageBlocks.read(system, "system");
            if (!parts.isEmpty()) {
                turns.add(new Turn(Role.SYSTEM, parts));
            }
        }
        var messages = fields.list("messages");
        if (messages.isEmpty()) {
            throw new ProtocolException("messages", "messages must hold at least one message.");
        }
        int index = 0;
        for (var message : messages) {
            message(message, "messages[" + index++ + "]", turns);
        }
        return turns;
    }

    /** The user's message may bring results of tools, which are a turn of their own here. */
    private static void message(JsonNode message, String at, List<Turn> turns) {
        var parts = MessageBlocks.read(message.path("content"), at + ".content");
        switch (Json.text(message, "role", "")) {
            case "assistant" -> turns.add(new Turn(Role.ASSISTANT, parts));
            case "system" -> turns.add(new Turn(Role.SYSTEM, parts));
            case "user" -> {
                var results =
                        parts.stream().filter(Part.ToolResult.class::isInstance).toList();
                var rest = parts.stream()
                        .filter(part -> !(part instanceof Part.ToolResult))
                        .toList();
                if (!results.isEmpty()) {
                    turns.add(new Turn(Role.TOOL, results));
                }
                if (!rest.isEmpty() || results.isEmpty()) {
                    turns.add(new Turn(Role.USER, rest));
                }
            }
            default -> throw new ProtocolException(at, at + ".role must be user or assistant.");
        }
    }

    private List<Tool> tools() {
        var tools = new ArrayList<Tool>();
        for (var tool : fields.list("tools")) {
            if (!"custom".equals(Json.text(tool, "type", "custom"))) {
                throw new ProtocolException(
                        "tools",
                        "tools: " + Json.text(tool, "type") + " runs at Anthropic only; leave it out for this model.");
            }
            tools.add(new Tool(
                    Json.text(tool, "name", ""),
                    Json.text(tool, "description"),
                    tool.path("input_schema").isObject() ? tool.path("input_schema") : null,
                    tool.path("strict").isBoolean()
                            ? (Boolean) tool.path("strict").booleanValue()
                            : null,
                    CacheHints.read(tool)));
        }
        return tools;
    }

    private static ToolChoice toolChoice(JsonNode choice) {
        return switch (Json.text(choice, "type", "auto")) {
            case "auto" -> new ToolChoice.Auto();
            case "any" -> new ToolChoice.Any();
            case "none" -> new ToolChoice.None();
            case "tool" -> new ToolChoice.Named(Json.text(choice, "name", ""));
            default -> throw new ProtocolException("tool_choice", "tool_choice.type must be auto, any, tool or none.");
        };
    }

    private static AnswerFormat format(JsonNode format) {
        if (!format.isObject()) {
            return new AnswerFormat.Text();
        }
        if (!"json_schema".equals(Json.text(format, "type"))
                || !format.path("schema").isObject()) {
            throw new ProtocolException("output_config.format", "output_config.format must be a json_schema.");
        }
        var schema = format.path("schema");
        return new AnswerFormat.Schema(STRUCTURED, schema, ClosedSchema.isStrict(schema) ? true : null);
    }

    private static @Nullable Reasoning reasoning(JsonNode thinking, JsonNode output) {
        var effort = Json.text(output, "effort");
        return switch (Json.text(thinking, "type", "")) {
            case "enabled" -> new Reasoning(null, thinking.path("budget_tokens").asLong(1_024));
            case "disabled" -> new Reasoning("none", null);
            default -> effort == null ? null : new Reasoning(effort, null);
        };
    }

    private Sampling sampling() {
        var most = fields.whole("max_tokens");
        if (most == null) {
            throw new ProtocolException("max_tokens", "max_tokens is missing.");
        }
        return new Sampling(
                most,
                fields.decimal("temperature"),
                fields.decimal("top_p"),
                fields.small("top_k"),
                null,
                null,
                null,
                null,
                fields.texts("stop_sequences"));
    }

    private Map<String, JsonNode> others(JsonNode metadata) {
        var others = new LinkedHashMap<>(fields.rest());
        if (metadata.size() > 1) {
            others.put("metadata", metadata);
        }
        return others;
    }
}
