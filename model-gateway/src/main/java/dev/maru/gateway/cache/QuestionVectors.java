package dev.maru.gateway.cache;

import dev.maru.core.id.RequestId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.CacheControl;
import dev.maru.gateway.CallForm;
import dev.maru.gateway.CompletionRequest;
import dev.maru.gateway.ModelGateway;
import dev.maru.gateway.Origin;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns a question into a vector, by a model call of its own that is metered like any other. */
@Component
class QuestionVectors {
    private static final Logger LOG = LoggerFactory.getLogger(QuestionVectors.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration REST = Duration.ofSeconds(30);
    private static final int LONGEST_QUESTION = 2_000;
    private static final int MOST_DIMENSIONS = 16_000;

    /** A shorter vector has no direction to speak of. */
    private static final double SHORTEST = 1e-6;

    private record Asked(TenantId tenant, String model) {}

    private final ObjectProvider<ModelGateway> gateway;
    /** Models that failed a moment ago: they must not hold up every call. */
    private final ConcurrentHashMap<Asked, Long> restsUntil = new ConcurrentHashMap<>();

    QuestionVectors(ObjectProvider<ModelGateway> gateway) {
        this.gateway = gateway;
    }

    /**
     * Of length 1; null if there is none: the model failed, now or a moment ago, or the question is no short text.
     *
     * @param request on whose behalf it is asked
     */
    Float @Nullable [] of(Caller caller, CompletionRequest request, String model, String question) {
        if (question.isBlank() || question.length() > LONGEST_QUESTION) {
            return null;
        }
        var asked = new Asked(caller.tenant(), model);
        var rests = restsUntil.get(asked);
        if (rests != null && System.nanoTime() - rests < 0) {
            return null;
        }
        var vector = ask(caller, request, model, question);
        if (vector == null) {
            restsUntil.put(asked, System.nanoTime() + REST.toNanos());
        } else {
            restsUntil.remove(asked);
        }
        return vector;
    }

    /** Whether the model makes vectors, by asking it for one. */
    boolean works(Caller caller, String model) {
        var vector = ask(caller, CompletionRequest.of(new byte[0], Origin.CACHE), model, "Hello");
        restsUntil.remove(new Asked(caller.tenant(), model));
        return vector != null;
    }

    private Float @Nullable [] ask(Caller caller, CompletionRequest request, String model, String question) {
        var body = JSON.createObjectNode()
                .put("model", model)
                .put("input", question)
                .put("encoding_format", "float");
        var inside = new Caller(
                caller.actor(),
                caller.tenant(),
                caller.project(),
                caller.permissions(),
                RequestId.next(),
                caller.address());
        var completion = gateway.getObject()
                .complete(
                        inside,
                        new CompletionRequest(
                                CallForm.EMBEDDINGS,
                                JSON.writeValueAsBytes(body),
                                Origin.CACHE,
                                request.tags(),
                                PATIENCE,
                                request.traceparent(),
                                null,
                                request.sessionId(),
                                CacheControl.UNSAID));
        if (!completion.successful()) {
            LOG.debug("No vector for the question of {}: {}", caller.requestId(), completion.head());
            return null;
        }
        return vector(completion.body());
    }

    private static Float @Nullable [] vector(byte[] body) {
        try {
            var numbers = JSON.readTree(body).path("data").path(0).path("embedding");
            if (!numbers.isArray() || numbers.isEmpty() || numbers.size() > MOST_DIMENSIONS) {
                return null;
            }
            return normalised(
                    numbers.valueStream().mapToDouble(JsonNode::asDouble).toArray());
        } catch (JacksonException e) {
            LOG.debug("The answer of the embedding model is no list of numbers", e);
            return null;
        }
    }

    private static Float @Nullable [] normalised(double[] vector) {
        var length = Math.sqrt(Arrays.stream(vector).map(value -> value * value).sum());
        if (!Double.isFinite(length) || length < SHORTEST) {
            return null;
        }
        return Arrays.stream(vector).mapToObj(value -> (float) (value / length)).toArray(Float[]::new);
    }
}
