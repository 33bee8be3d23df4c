package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.CacheHints;
import dev.maru.gateway.protocol.Drops;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ModelRequest;
import dev.maru.gateway.protocol.ModelRequest.AnswerFormat;
import dev.maru.gateway.protocol.ModelRequest.Tool;
import dev.maru.gateway.protocol.ModelRequest.ToolChoice;
import dev.maru.gateway.protocol.TargetProtocol.Outgoing;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request for a chat completion. */
final class ChatRequestWriter {
    /** What chat completions and responses have in common, and no neutral word names. */
    static final Set<String> SHARED = Set.of("metadata", "service_tier", "prompt_cache_key", "prompt_cache_retention");

    private final ModelRequest request;
    private final String model;
    private final boolean extended;
    private final Drops drops = new Drops();
    private final ObjectNode body = Json.object();

    ChatRequestWriter(ModelRequest request, String model) {
        this(request, model, !OpenAiModels.refusesExtensions(model));
    }

    /** @param extended whether the target takes the fields that OpenAI itself refuses */
    ChatRequestWriter(ModelRequest request, String model, boolean extended) {
        this.request = request;
        this.model = model;
        this.extended = extended;
    }

    Outgoing write() {
        body.put("model", model);
        body.set("messages", new ChatTurns(extended, drops).write(request.turns()));
        tools();
        format();
        reasoning();
        sampling();
        if (request.stream()) {
            body.put("stream", true).putObject("stream_options").put("include_usage", true);
        }
        if (request.endUser() != null) {
            body.put("user", request.endUser());
        }
        others(request, OpenAiChat.WIRE_NAME, OpenAiResponses.WIRE_NAME, body, drops);
        return new Outgoing(body, drops.names());
    }

    /** Fields of the same protocol stay; of its sister those that both know. */
    static void others(ModelRequest request, String own, String sister, ObjectNode body, Drops drops) {
        var foreign = new LinkedHashMap<>(request.others());
        if (request.protocol().equals(own)) {
            request.others().forEach(body::set);
            return;
        }
        if (request.protocol().equals(sister)) {
            request.others().forEach((name, value) -> {
                if (SHARED.contains(name)) {
                    body.set(name, value);
                    foreign.remove(name);
                }
            });
        }
        drops.all(foreign);
    }

    private void tools() {
        if (!request.tools().isEmpty()) {
            var tools = body.putArray("tools");
            request.tools().forEach(tool -> tools.add(tool(tool)));
            switch (request.toolChoice()) {
                case ToolChoice.Auto _ -> {}
                case ToolChoice.None _ -> body.put("tool_choice", "none");
                case ToolChoice.Any _ -> body.put("tool_choice", "required");
                case ToolChoice.Named(String name) ->
                    body.putObject("tool_choice")
                            .put("type", "function")
                            .putObject("function")
                            .put("name", name);
            }
            if (request.parallelTools() != null) {
                body.put("parallel_tool_calls", request.parallelTools());
            }
        }
    }

    private ObjectNode tool(Tool tool) {
        var node = Json.object().put("type", "function");
        var function = node.putObject("function").put("name", tool.name());
        if (tool.description() != null) {
            function.put("description", tool.description());
        }
        if (tool.parameters() != null) {
            function.set("parameters", tool.parameters());
        }
        if (tool.strict() != null) {
            function.put("strict", tool.strict());
        }
        if (extended) {
            CacheHints.write(node, tool.cache());
        } else {
            drops.ifGiven(CacheHints.FIELD, tool.cache());
        }
        return node;
    }

    private void format() {
        switch (request.format()) {
            case AnswerFormat.Text _ -> {}
            case AnswerFormat.Json _ -> body.putObject("response_format").put("type", "json_object");
            case AnswerFormat.Schema schema -> {
                var named = body.putObject("response_format")
                        .put("type", "json_schema")
                        .putObject("json_schema");
                named.put("name", schema.name()).set("schema", schema.schema());
                if (schema.strict() != null) {
                    named.put("strict", schema.strict());
                }
            }
        }
    }

    private void reasoning() {
        var reasoning = request.reasoning();
        if (reasoning != null && OpenAiModels.refusesReasoning(model)) {
            drops.add("reasoning_effort");
        } else if (reasoning != null) {
            body.put("reasoning_effort", Efforts.of(reasoning));
        }
    }

    private void sampling() {
        var sampling = request.sampling();
        if (sampling.maxOutputTokens() != null) {
            body.put(OpenAiModels.reasons(model) ? "max_completion_tokens" : "max_tokens", sampling.maxOutputTokens());
        }
        if (OpenAiModels.refusesSampling(model, request.reasoning())) {
            drops.ifGiven("temperature", sampling.temperature());
            drops.ifGiven("top_p", sampling.topP());
            drops.ifGiven("presence_penalty", sampling.presencePenalty());
            drops.ifGiven("frequency_penalty", sampling.frequencyPenalty());
            drops.ifGiven("stop", sampling.stop().isEmpty() ? null : sampling.stop());
        } else {
            put("temperature", sampling.temperature());
            put("top_p", sampling.topP());
            put("presence_penalty", sampling.presencePenalty());
            put("frequency_penalty", sampling.frequencyPenalty());
            stop();
        }
        if (sampling.seed() != null) {
            body.put("seed", sampling.seed());
        }
        if (sampling.choices() != null) {
            body.put("n", sampling.choices());
        }
        if (extended && sampling.topK() != null) {
            body.put("top_k", sampling.topK());
        } else {
            drops.ifGiven("top_k", sampling.topK());
        }
    }

    private void stop() {
        if (!request.sampling().stop().isEmpty()) {
            var stop = body.putArray("stop");
            request.sampling().stop().forEach(stop::add);
        }
    }

    private void put(String name, @Nullable Double value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
