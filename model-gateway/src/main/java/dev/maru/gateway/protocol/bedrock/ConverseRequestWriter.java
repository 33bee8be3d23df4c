package dev.maru.gateway.protocol.bedrock;

import dev.maru.gateway.protocol.CacheHint;
import dev.maru.gateway.protocol.Drops;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ModelRequest;
import dev.maru.gateway.protocol.ModelRequest.AnswerFormat;
import dev.maru.gateway.protocol.ModelRequest.Tool;
import dev.maru.gateway.protocol.ModelRequest.ToolChoice;
import dev.maru.gateway.protocol.Part;
import dev.maru.gateway.protocol.TargetProtocol.Outgoing;
import dev.maru.gateway.protocol.Turns;
import dev.maru.gateway.protocol.anthropic.ClaudeThinking;
import dev.maru.gateway.protocol.anthropic.ClosedSchema;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request for Converse. */
final class ConverseRequestWriter {
    private static final String ONLY_JSON = "Answer with one JSON object and nothing else.";

    private final ModelRequest request;
    private final String model;
    private final boolean claude;
    private final ClaudeThinking thinking;
    private final Drops drops = new Drops();
    private final ObjectNode body = Json.object();
    /** What only some models know. */
    private final ObjectNode additional = Json.object();

    ConverseRequestWriter(ModelRequest request, String model) {
        this.request = request;
        this.model = model;
        this.claude = model.contains("anthropic") || model.contains("claude");
        this.thinking = ClaudeThinking.of(request, model);
    }

    Outgoing write() {
        Turns.onlyOneAnswer(request);
        system();
        body.set("messages", new ConverseTurns(drops).write(request.turns()));
        tools();
        inference();
        format();
        reasoning();
        if (!additional.isEmpty()) {
            body.set("additionalModelRequestFields", additional);
        }
        drops.ifGiven("user", request.endUser());
        drops.all(request.others());
        return new Outgoing(body, drops.names());
    }

    static void cachePoint(ArrayNode after, @Nullable CacheHint cache) {
        if (cache != null) {
            var point = after.addObject().putObject("cachePoint").put("type", "default");
            if (cache.ttl() != null) {
                point.put("ttl", cache.ttl());
            }
        }
    }

    private void system() {
        var system = Json.array();
        for (var part : Turns.system(request.turns())) {
            if (part instanceof Part.Text text && !text.text().isBlank()) {
                system.addObject().put("text", text.text());
                cachePoint(system, text.cache());
            }
        }
        if (request.format() instanceof AnswerFormat.Json) {
            system.addObject().put("text", ONLY_JSON);
        }
        if (!system.isEmpty()) {
            body.set("system", system);
        }
    }

    private void tools() {
        var called = new LinkedHashSet<>(Turns.callNames(request.turns()).values());
        boolean none = request.toolChoice() instanceof ToolChoice.None;
        if (request.tools().isEmpty() && called.isEmpty() || none && called.isEmpty()) {
            return;
        }
        var config = body.putObject("toolConfig");
        var tools = config.putArray("tools");
        for (var tool : request.tools()) {
            tools.addObject().set("toolSpec", spec(tool));
            cachePoint(tools, tool.cache());
        }
        if (request.tools().isEmpty()) {
            // Bedrock takes no calls in the history without a tool that they call.
            called.forEach(name -> tools.addObject().set("toolSpec", spec(new Tool(name, null, null, null, null))));
        }
        switch (request.toolChoice()) {
            case ToolChoice.Auto _ -> {}
            case ToolChoice.None _ -> drops.add("tool_choice");
            case ToolChoice.Any _ -> config.putObject("toolChoice").putObject("any");
            case ToolChoice.Named(String name) ->
                config.putObject("toolChoice").putObject("tool").put("name", name);
        }
        if (Boolean.FALSE.equals(request.parallelTools())) {
            drops.add("parallel_tool_calls");
        }
    }

    private static ObjectNode spec(Tool tool) {
        var spec = Json.object().put("name", tool.name());
        if (tool.description() != null && !tool.description().isEmpty()) {
            spec.put("description", tool.description());
        }
        var schema = tool.parameters() instanceof ObjectNode parameters ? parameters.deepCopy() : Json.object();
        if (!schema.has("type")) {
            schema.put("type", "object");
        }
        if (!schema.has("properties")) {
            schema.putObject("properties");
        }
        boolean strict = Boolean.TRUE.equals(tool.strict());
        spec.putObject("inputSchema").set("json", strict ? ClosedSchema.of(schema) : schema);
        return strict ? spec.put("strict", true) : spec;
    }

    private void inference() {
        var sampling = request.sampling();
        var config = Json.object();
        if (claude && thinking.on()) {
            config.put("maxTokens", thinking.maxTokens());
            drops.ifGiven("temperature", sampling.temperature());
            drops.ifGiven("top_p", sampling.topP());
            drops.ifGiven("top_k", sampling.topK());
        } else {
            if (sampling.maxOutputTokens() != null) {
                config.put("maxTokens", sampling.maxOutputTokens());
            }
            if (sampling.temperature() != null) {
                config.put("temperature", Math.min(1.0, sampling.temperature()));
            }
            if (sampling.topP() != null) {
                config.put("topP", sampling.topP());
            }
            if (claude && sampling.topK() != null) {
                additional.put("top_k", sampling.topK());
            } else {
                drops.ifGiven("top_k", sampling.topK());
            }
        }
        if (!sampling.stop().isEmpty()) {
            var stop = config.putArray("stopSequences");
            sampling.stop().forEach(stop::add);
        }
        if (!config.isEmpty()) {
            body.set("inferenceConfig", config);
        }
        drops.ifGiven("presence_penalty", sampling.presencePenalty());
        drops.ifGiven("frequency_penalty", sampling.frequencyPenalty());
        drops.ifGiven("seed", sampling.seed());
    }

    /** The schema is text here. */
    private void format() {
        if (request.format() instanceof AnswerFormat.Schema schema) {
            body.putObject("outputConfig")
                    .putObject("textFormat")
                    .put("type", "json_schema")
                    .putObject("structure")
                    .putObject("jsonSchema")
                    .put("name", schema.name())
                    .put("schema", ClosedSchema.of(schema.schema()).toString());
        }
    }

    private void reasoning() {
        var reasoning = request.reasoning();
        if (reasoning == null) {
            return;
        }
        var effort = reasoning.effort() == null ? "medium" : reasoning.effort();
        if (claude) {
            thinking.write(additional, drops);
        } else if (model.contains("openai.")) {
            additional.put("reasoning_effort", effort);
        } else if (model.contains("nova-2")) {
            boolean off = effort.equals("none");
            var config = additional.putObject("reasoningConfig").put("type", off ? "disabled" : "enabled");
            if (!off) {
                config.put("maxReasoningEffort", effort.equals("minimal") ? "low" : effort);
            }
        } else {
            drops.add("reasoning_effort");
        }
    }
}
