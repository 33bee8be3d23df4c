package dev.maru.gateway.call;

import dev.maru.gateway.CallForm;
import dev.maru.gateway.PromptRendering;
import dev.maru.gateway.catalog.CallableModel;
import dev.maru.gateway.catalog.SealedKey;
import dev.maru.gateway.protocol.ClientProtocol.AnswerHead;
import dev.maru.gateway.protocol.ModelRequest.AnswerFormat;
import dev.maru.gateway.protocol.ProtocolException;
import dev.maru.gateway.provider.ModelProvider;
import dev.maru.gateway.route.Candidate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The request as the provider gets it: rendered messages in front, the prompt's config for what was left out. */
final class UpstreamRequest {
    /** A prompt's config cannot change what kind of answer the client waits for, nor what it says. */
    static final Set<String> NEVER_DEFAULTS = Set.of("messages", "prompt", "stream", "stream_options", "model");

    /** Two names of one thing: a default for one must not meet the other. */
    private static final Set<String> OUTPUT_LIMITS = Set.of("max_tokens", "max_completion_tokens");

    private static final long USUAL_OUTPUT = 4_096;

    private final RequestEnvelope envelope;
    private final @Nullable PromptRendering rendering;
    private final Map<String, JsonNode> defaults;
    private final String modelName;
    private final Translation translation;

    UpstreamRequest(RequestEnvelope envelope, @Nullable PromptRendering rendering) {
        this.envelope = envelope;
        this.rendering = rendering;
        this.defaults = rendering == null ? Map.of() : config(rendering);
        this.modelName = modelName(envelope, defaults);
        this.translation = new Translation(envelope, rendering, defaults);
    }

    private static Map<String, JsonNode> config(PromptRendering rendering) {
        try {
            var config = new LinkedHashMap<String, JsonNode>();
            RequestEnvelope.JSON
                    .readTree(rendering.configJson())
                    .properties()
                    .forEach(field -> config.put(field.getKey(), field.getValue()));
            return config;
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    "the config of " + rendering.name() + " version " + rendering.version() + " is no JSON", e);
        }
    }

    private static String modelName(RequestEnvelope envelope, Map<String, JsonNode> defaults) {
        if (envelope.model() != null) {
            return envelope.model();
        }
        var name = defaults.get("model");
        if (name == null || !name.isString() || name.asString().isBlank()) {
            throw CallPath.noModel();
        }
        return name.asString();
    }

    String modelName() {
        return modelName;
    }

    /** The messages of a rendered prompt as JSON, null if the call brought its own. */
    @Nullable
    String renderedMessages() {
        return rendering == null ? null : rendering.messagesJson();
    }

    /** The most output that the call can bring, over all the answers that it asks for; where nobody said, what is usual. */
    long mostOutput(CallableModel model) {
        if (!envelope.form().converses()) {
            return 0;
        }
        var asked = envelope.maxTokens() == null ? defaultLimit() : envelope.maxTokens();
        var limit = model.maxOutputTokens();
        long one = asked != null ? asked : Math.min(limit == null ? USUAL_OUTPUT : limit, USUAL_OUTPUT);
        var choices = envelope.choices() == null ? defaults.get("n") : null;
        int answers = envelope.choices() != null
                ? envelope.choices()
                : choices != null && choices.isInt() ? Math.clamp(choices.asInt(), 1, 128) : 1;
        return one * answers;
    }

    private @Nullable Long defaultLimit() {
        @Nullable Long most = null;
        for (var field : OUTPUT_LIMITS) {
            var value = defaults.get(field);
            if (value != null && value.isNumber()) {
                var limit = RequestEnvelope.bounded(value.asDouble());
                most = most == null ? limit : Math.max(most, limit);
            }
        }
        return most;
    }

    /** The size of what the model reads, in bytes, or a little more. */
    long textBytes() {
        return envelope.body().length
                + (rendering == null ? 0 : rendering.messagesJson().length());
    }

    /**
     * One attempt at a candidate.
     *
     * @throws ProtocolException if the candidate has no words for the request
     */
    Try attempt(PlannedCall call, int number, ModelProvider provider, Candidate candidate, @Nullable SealedKey key) {
        var facts = call.facts();
        var head = new AnswerHead(
                facts.requestId().toString(),
                candidate.model().qualifiedName(),
                facts.startedAt().getEpochSecond(),
                envelope.usageAsked());
        var prepared = translation.prepare(provider, candidate.model(), head, call.guard());
        return new Try(call, number, candidate, key, body(prepared, candidate.model()), prepared);
    }

    private BodyPieces body(Translation.Prepared prepared, CallableModel model) {
        if (prepared.body() == null) {
            return body(model);
        }
        var body = new BodyPieces();
        body.add(prepared.body());
        return body;
    }

    /** The form that the answer must have. */
    AnswerFormat answerFormat() {
        return translation.answerFormat();
    }

    /** What a model gets that speaks the client's own protocol. */
    BodyPieces body(CallableModel model) {
        var splice = new RequestSplice(envelope);
        splice.set("model", RequestEnvelope.JSON.writeValueAsString(model.upstreamId()));
        if (envelope.form() == CallForm.CHAT) {
            if (envelope.stream()) {
                splice.askForUsage();
            }
            render(splice, envelope, rendering, defaults);
        } else {
            splice.withoutPrompt();
        }
        return splice.pieces();
    }

    /** Puts a rendered prompt in, and its config where the request says nothing. */
    static void render(
            RequestSplice splice,
            RequestEnvelope envelope,
            @Nullable PromptRendering rendering,
            Map<String, JsonNode> defaults) {
        if (rendering == null) {
            splice.withoutPrompt();
            return;
        }
        splice.render(rendering);
        defaults.forEach((field, value) -> {
            if (isMissing(envelope, field)) {
                splice.set(field, RequestEnvelope.JSON.writeValueAsString(value));
            }
        });
    }

    private static boolean isMissing(RequestEnvelope envelope, String field) {
        if (NEVER_DEFAULTS.contains(field) || envelope.has(field)) {
            return false;
        }
        return !OUTPUT_LIMITS.contains(field) || OUTPUT_LIMITS.stream().noneMatch(envelope::has);
    }
}
