package dev.maru.gateway.protocol.anthropic;

import dev.maru.gateway.protocol.CacheHints;
import dev.maru.gateway.protocol.Drops;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ModelRequest;
import dev.maru.gateway.protocol.ModelRequest.AnswerFormat;
import dev.maru.gateway.protocol.ModelRequest.Tool;
import dev.maru.gateway.protocol.ModelRequest.ToolChoice;
import dev.maru.gateway.protocol.Part;
import dev.maru.gateway.protocol.TargetProtocol.Outgoing;
import dev.maru.gateway.protocol.Turns;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request for a message. */
final class MessageRequestWriter {
    /** Anthropic asks for a limit; this one holds if the client gave none, as the gateway reserves it too. */
    static final long DEFAULT_MAX_TOKENS = 4_096;

    private static final String ONLY_JSON = "Answer with one JSON object and nothing else.";

    private final ModelRequest request;
    private final Drops drops = new Drops();
    private final ObjectNode body = Json.object();
    private final ClaudeThinking thinking;

    MessageRequestWriter(ModelRequest request, String model) {
        this.request = request;
        this.thinking = ClaudeThinking.of(request, model);
        body.put("model", model);
    }

    Outgoing write() {
        Turns.onlyOneAnswer(request);
        body.put("max_tokens", thinking.maxTokens());
        var turns = new MessageTurns(drops);
        system(turns);
        body.set("messages", turns.messages(request.turns()));
        tools();
        format();
        thinking.write(body, drops);
        sampling();
        if (request.stream()) {
            body.put("stream", true);
        }
        if (request.endUser() != null) {
            body.putObject("metadata").put("user_id", request.endUser());
        }
        if (request.protocol().equals(AnthropicMessages.WIRE_NAME)) {
            request.others().forEach(body::set);
        } else {
            drops.all(request.others());
        }
        return new Outgoing(body, drops.names());
    }

    private void system(MessageTurns turns) {
        var system = Json.array();
        for (var part : Turns.system(request.turns())) {
            if (part instanceof Part.Text text && !text.text().isEmpty()) {
                system.add(turns.block(text));
            }
        }
        if (request.format() instanceof AnswerFormat.Json) {
            system.addObject().put("type", "text").put("text", ONLY_JSON);
        }
        if (!system.isEmpty()) {
            body.set("system", system);
        }
    }

    private void tools() {
        if (request.tools().isEmpty()) {
            return;
        }
        var tools = body.putArray("tools");
        request.tools().forEach(tool -> tools.add(tool(tool)));
        var choice = Json.object();
        switch (request.toolChoice()) {
            case ToolChoice.Auto _ -> choice.put("type", "auto");
            case ToolChoice.None _ -> choice.put("type", "none");
            case ToolChoice.Any _ -> choice.put("type", "any");
            case ToolChoice.Named(String name) -> choice.put("type", "tool").put("name", name);
        }
        boolean alone = Boolean.FALSE.equals(request.parallelTools());
        if (alone && !(request.toolChoice() instanceof ToolChoice.None)) {
            choice.put("disable_parallel_tool_use", true);
        }
        if (alone || !(request.toolChoice() instanceof ToolChoice.Auto)) {
            body.set("tool_choice", choice);
        }
    }

    private static ObjectNode tool(Tool tool) {
        var node = Json.object().put("name", tool.name());
        if (tool.description() != null) {
            node.put("description", tool.description());
        }
        if (tool.parameters() instanceof ObjectNode parameters) {
            var schema = parameters.deepCopy();
            // Some clients leave the type out where there are no parameters.
            if (!schema.has("type")) {
                schema.put("type", "object");
            }
            node.set("input_schema", Boolean.TRUE.equals(tool.strict()) ? ClosedSchema.of(schema) : schema);
        } else {
            node.putObject("input_schema").put("type", "object").putObject("properties");
        }
        if (Boolean.TRUE.equals(tool.strict())) {
            node.put("strict", true);
        }
        CacheHints.write(node, tool.cache());
        return node;
    }

    private void format() {
        if (request.format() instanceof AnswerFormat.Schema schema) {
            var format = body.withObject("output_config").putObject("format").put("type", "json_schema");
            format.set("schema", ClosedSchema.of(schema.schema()));
        }
    }

    private void sampling() {
        var sampling = request.sampling();
        if (thinking.on()) {
            // While it thinks, the model takes none of these.
            drops.ifGiven("temperature", sampling.temperature());
            drops.ifGiven("top_k", sampling.topK());
            drops.ifGiven("top_p", sampling.topP());
        } else {
            if (sampling.temperature() != null) {
                // OpenAI's scale ends at 2, Anthropic's at 1.
                body.put("temperature", Math.min(1.0, sampling.temperature()));
            }
            if (sampling.topP() != null) {
                body.put("top_p", sampling.topP());
            }
            if (sampling.topK() != null) {
                body.put("top_k", sampling.topK());
            }
        }
        if (!sampling.stop().isEmpty()) {
            var stop = body.putArray("stop_sequences");
            sampling.stop().forEach(stop::add);
        }
        drops.ifGiven("presence_penalty", sampling.presencePenalty());
        drops.ifGiven("frequency_penalty", sampling.frequencyPenalty());
        drops.ifGiven("seed", sampling.seed());
    }
}
