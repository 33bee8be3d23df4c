package dev.maru.gateway.protocol.gemini;

import dev.maru.gateway.protocol.CacheHints;
import dev.maru.gateway.protocol.Drops;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.ModelRequest;
import dev.maru.gateway.protocol.ModelRequest.AnswerFormat;
import dev.maru.gateway.protocol.ModelRequest.Reasoning;
import dev.maru.gateway.protocol.ModelRequest.Tool;
import dev.maru.gateway.protocol.ModelRequest.ToolChoice;
import dev.maru.gateway.protocol.Part;
import dev.maru.gateway.protocol.TargetProtocol.Outgoing;
import dev.maru.gateway.protocol.Turns;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request for generated content. */
final class GeminiRequestWriter {
    /** These are told how much to think in tokens; newer ones in levels. */
    private static final Pattern OLDER = Pattern.compile(".*gemini-(?:1|2)[.-].*");

    private static final String JSON = "application/json";

    private final ModelRequest request;
    private final String model;
    private final Drops drops = new Drops();
    private final ObjectNode body = Json.object();
    private final ObjectNode config = Json.object();

    GeminiRequestWriter(ModelRequest request, String model) {
        this.request = request;
        this.model = model;
    }

    Outgoing write() {
        system();
        var signed = !OLDER.matcher(model).matches();
        body.set("contents", new GeminiTurns(request.turns(), signed, drops).write());
        tools();
        sampling();
        format();
        reasoning();
        if (!config.isEmpty()) {
            body.set("generationConfig", config);
        }
        drops.ifGiven("user", request.endUser());
        drops.all(request.others());
        return new Outgoing(body, drops.names());
    }

    private void system() {
        var parts = Json.array();
        for (var part : Turns.system(request.turns())) {
            if (part instanceof Part.Text text) {
                parts.addObject().put("text", text.text());
                drops.ifGiven(CacheHints.FIELD, text.cache());
            }
        }
        if (!parts.isEmpty()) {
            body.putObject("systemInstruction").set("parts", parts);
        }
    }

    private void tools() {
        if (request.tools().isEmpty()) {
            return;
        }
        var declarations = body.putArray("tools").addObject().putArray("functionDeclarations");
        request.tools().forEach(tool -> declarations.add(declaration(tool)));
        var mode = switch (request.toolChoice()) {
            case ToolChoice.Auto _ -> null;
            case ToolChoice.None _ -> "NONE";
            case ToolChoice.Any _, ToolChoice.Named _ -> "ANY";
        };
        if (mode != null) {
            var calling = body.putObject("toolConfig")
                    .putObject("functionCallingConfig")
                    .put("mode", mode);
            if (request.toolChoice() instanceof ToolChoice.Named(String name)) {
                calling.putArray("allowedFunctionNames").add(name);
            }
        }
        if (Boolean.FALSE.equals(request.parallelTools())) {
            drops.add("parallel_tool_calls");
        }
    }

    private ObjectNode declaration(Tool tool) {
        drops.ifGiven(CacheHints.FIELD, tool.cache());
        if (Boolean.TRUE.equals(tool.strict())) {
            drops.add("strict");
        }
        var declaration = Json.object().put("name", tool.name());
        if (tool.description() != null) {
            declaration.put("description", tool.description());
        }
        var parameters = tool.parameters();
        // Google refuses an object without properties.
        if (parameters != null && !parameters.path("properties").isEmpty()) {
            declaration.set("parametersJsonSchema", cleaned(parameters));
        }
        return declaration;
    }

    /** Without the words of JSON Schema that Google refuses. */
    private static JsonNode cleaned(JsonNode schema) {
        var copy = schema.deepCopy();
        if (copy instanceof ObjectNode object) {
            object.remove("$schema");
            object.remove("strict");
        }
        return copy;
    }

    private void sampling() {
        var sampling = request.sampling();
        put("maxOutputTokens", sampling.maxOutputTokens());
        put("temperature", sampling.temperature());
        put("topP", sampling.topP());
        put("topK", sampling.topK());
        put("presencePenalty", sampling.presencePenalty());
        put("frequencyPenalty", sampling.frequencyPenalty());
        put("seed", sampling.seed());
        put("candidateCount", sampling.choices());
        if (!sampling.stop().isEmpty()) {
            var stop = config.putArray("stopSequences");
            sampling.stop().forEach(stop::add);
        }
    }

    private void put(String name, @Nullable Number value) {
        switch (value) {
            case null -> {}
            case Double decimal -> config.put(name, decimal);
            default -> config.put(name, value.longValue());
        }
    }

    private void format() {
        switch (request.format()) {
            case AnswerFormat.Text _ -> {}
            case AnswerFormat.Json _ -> config.put("responseMimeType", JSON);
            case AnswerFormat.Schema schema ->
                config.put("responseMimeType", JSON).set("responseJsonSchema", cleaned(schema.schema()));
        }
    }

    private void reasoning() {
        var reasoning = request.reasoning();
        if (reasoning == null) {
            return;
        }
        var thinking = config.putObject("thinkingConfig");
        var effort = reasoning.effort() == null ? "medium" : reasoning.effort();
        if (reasoning.budgetTokens() != null) {
            thinking.put("thinkingBudget", reasoning.budgetTokens());
        } else if (OLDER.matcher(model).matches()) {
            thinking.put("thinkingBudget", budget(effort));
        } else {
            thinking.put("thinkingLevel", level(effort));
        }
        if (!isOff(reasoning)) {
            thinking.put("includeThoughts", true);
        }
    }

    private static boolean isOff(Reasoning reasoning) {
        return "none".equals(reasoning.effort()) || reasoning.budgetTokens() != null && reasoning.budgetTokens() == 0;
    }

    private long budget(String effort) {
        return switch (effort) {
            // The large model of the second line thinks at least a little.
            case "none" -> model.contains("pro") ? 128 : 0;
            case "minimal" -> 512;
            case "low" -> 1_024;
            case "high", "xhigh", "max" -> 24_576;
            default -> 8_192;
        };
    }

    private String level(String effort) {
        return switch (effort) {
            case "none", "minimal" -> model.contains("flash") ? "minimal" : "low";
            case "xhigh", "max" -> "high";
            default -> effort;
        };
    }
}
