package dev.maru.gateway.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a client asks of a model, in no provider's words.
 *
 * @param protocol the wire name of the protocol that it was read from
 * @param turns in their order; system and developer texts are turns of the role SYSTEM
 * @param parallelTools null: as the model likes
 * @param reasoning null: as the model likes
 * @param endUser who stands behind the call, for the provider's abuse checks
 * @param others top-level fields that no other protocol knows, by their name; they reach a target of the same protocol
 *     only, and are named as dropped for any other
 */
public record ModelRequest(
        String protocol,
        String model,
        List<Turn> turns,
        List<Tool> tools,
        ToolChoice toolChoice,
        @Nullable Boolean parallelTools,
        AnswerFormat format,
        @Nullable Reasoning reasoning,
        Sampling sampling,
        boolean stream,
        @Nullable String endUser,
        Map<String, JsonNode> others) {
    public ModelRequest {
        turns = List.copyOf(turns);
        tools = List.copyOf(tools);
        others = new LinkedHashMap<>(others);
    }

    /** Nothing but the frame of a request, for the writer of its answer. */
    public static ModelRequest bare(String protocol, boolean stream) {
        return new ModelRequest(
                protocol,
                "",
                List.of(),
                List.of(),
                new ToolChoice.Auto(),
                null,
                new AnswerFormat.Text(),
                null,
                new Sampling(null, null, null, null, null, null, null, null, List.of()),
                stream,
                null,
                Map.of());
    }

    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT,
        TOOL
    }

    /** One message. */
    public record Turn(Role role, List<Part> parts) {
        public Turn {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A function that the model may call.
     *
     * @param parameters a JSON Schema, null for a function without any
     */
    public record Tool(
            String name,
            @Nullable String description,
            @Nullable JsonNode parameters,
            @Nullable Boolean strict,
            @Nullable CacheHint cache) {}

    /** Whether, and which, tools are to be called. */
    public sealed interface ToolChoice {
        record Auto() implements ToolChoice {}

        record None() implements ToolChoice {}

        /** Some tool must be called. */
        record Any() implements ToolChoice {}

        record Named(String name) implements ToolChoice {}
    }

    /** The form that the answer's text must have. */
    public sealed interface AnswerFormat {
        record Text() implements AnswerFormat {}

        record Json() implements AnswerFormat {}

        record Schema(
                String name, JsonNode schema, @Nullable Boolean strict) implements AnswerFormat {}
    }

    /**
     * How much the model may think before it answers; one of the two is given.
     *
     * @param effort none, minimal, low, medium, high, xhigh, or a provider's own word
     */
    public record Reasoning(
            @Nullable String effort, @Nullable Long budgetTokens) {}

    /** The knobs of the answer; null leaves one to the provider. */
    public record Sampling(
            @Nullable Long maxOutputTokens,
            @Nullable Double temperature,
            @Nullable Double topP,
            @Nullable Integer topK,
            @Nullable Double presencePenalty,
            @Nullable Double frequencyPenalty,
            @Nullable Long seed,
            @Nullable Integer choices,
            List<String> stop) {
        public Sampling {
            stop = List.copyOf(stop);
        }
    }
}
