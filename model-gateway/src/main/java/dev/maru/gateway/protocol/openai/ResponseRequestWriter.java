package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.CacheHints;
import dev.maru.gateway.protocol.Drops;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ModelRequest;
import dev.maru.gateway.protocol.ModelRequest.AnswerFormat;
import dev.maru.gateway.protocol.ModelRequest.Tool;
import dev.maru.gateway.protocol.ModelRequest.ToolChoice;
import dev.maru.gateway.protocol.TargetProtocol.Outgoing;
import dev.maru.gateway.protocol.Turns;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request for a response that is not stored. */
final class ResponseRequestWriter {
    private static final String VERBOSITY = "verbosity";

    private final ModelRequest request;
    private final String model;
    private final Drops drops = new Drops();
    private final ObjectNode body = Json.object();

    ResponseRequestWriter(ModelRequest request, String model) {
        this.request = request;
        this.model = model;
    }

    Outgoing write() {
        Turns.onlyOneAnswer(request);
        var thinks = OpenAiModels.reasons(model) || !OpenAiModels.refusesExtensions(model);
        body.put("model", model).put("store", false);
        body.set("input", new ResponseItems(thinks, drops).write(request.turns()));
        if (OpenAiModels.reasons(model)) {
            body.putArray("include").add("reasoning.encrypted_content");
        }
        tools();
        format();
        if (request.reasoning() != null && OpenAiModels.refusesReasoning(model)) {
            drops.add("reasoning");
        } else if (request.reasoning() != null) {
            body.putObject("reasoning").put("effort", Efforts.of(request.reasoning()));
        }
        sampling();
        if (request.stream()) {
            body.put("stream", true);
        }
        if (request.endUser() != null) {
            body.put("safety_identifier", request.endUser());
        }
        ChatRequestWriter.others(request, OpenAiResponses.WIRE_NAME, OpenAiChat.WIRE_NAME, body, drops);
        var verbosity = body.remove(VERBOSITY);
        if (verbosity != null) {
            body.withObject("text").set(VERBOSITY, verbosity);
        }
        return new Outgoing(body, drops.names());
    }

    private void tools() {
        if (request.tools().isEmpty()) {
            return;
        }
        var tools = body.putArray("tools");
        request.tools().forEach(tool -> tools.add(tool(tool)));
        switch (request.toolChoice()) {
            case ToolChoice.Auto _ -> {}
            case ToolChoice.None _ -> body.put("tool_choice", "none");
            case ToolChoice.Any _ -> body.put("tool_choice", "required");
            case ToolChoice.Named(String name) ->
                body.putObject("tool_choice").put("type", "function").put("name", name);
        }
        if (request.parallelTools() != null) {
            body.put("parallel_tool_calls", request.parallelTools());
        }
    }

    private ObjectNode tool(Tool tool) {
        drops.ifGiven(CacheHints.FIELD, tool.cache());
        var node = ResponseObject.tool(tool);
        // Strict is the rule here and the exception elsewhere.
        return node.put("strict", Boolean.TRUE.equals(tool.strict()));
    }

    private void format() {
        if (!(request.format() instanceof AnswerFormat.Text)) {
            body.putObject("text").set("format", ResponseObject.format(request.format()));
        }
    }

    private void sampling() {
        var sampling = request.sampling();
        if (sampling.maxOutputTokens() != null) {
            body.put("max_output_tokens", sampling.maxOutputTokens());
        }
        if (OpenAiModels.refusesSampling(model, request.reasoning())) {
            drops.ifGiven("temperature", sampling.temperature());
            drops.ifGiven("top_p", sampling.topP());
        } else {
            if (sampling.temperature() != null) {
                body.put("temperature", sampling.temperature());
            }
            if (sampling.topP() != null) {
                body.put("top_p", sampling.topP());
            }
        }
        drops.ifGiven("top_k", sampling.topK());
        drops.ifGiven("presence_penalty", sampling.presencePenalty());
        drops.ifGiven("frequency_penalty", sampling.frequencyPenalty());
        drops.ifGiven("seed", sampling.seed());
        drops.ifGiven("stop", sampling.stop().isEmpty() ? null : sampling.stop());
    }
}
