package dev.maru.gateway.cache;

import dev.maru.core.id.RequestId;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.CacheControl;
import dev.maru.gateway.CallForm;
import dev.maru.gateway.CompletionRequest;
import dev.maru.gateway.ModelGateway;
import dev.maru.gateway.Origin;
import java.time.Duration;
import java.util.Map;
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
    private static final int LONGEST_QUESTION = 8_000;
    private static final int MOST_DIMENSIONS = 16_000;

    private final ObjectProvider<ModelGateway> gateway;

    QuestionVectors(ObjectProvider<ModelGateway> gateway) {
        this.gateway = gateway;
    }

    /** Null if there is none: the model failed or took too long, or the question is no short text. */
    Float @Nullable [] of(Caller caller, String model, String question) {
        if (question.isBlank() || question.length() > LONGEST_QUESTION) {
            return null;
        }
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
                                Map.of(),
                                PATIENCE,
                                null,
                                null,
                                null,
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
            return numbers.valueStream().map(JsonNode::floatValue).toArray(Float[]::new);
        } catch (JacksonException e) {
            LOG.debug("The answer of the embedding model is no list of numbers", e);
            return null;
        }
    }
}
