package dev.maru.gateway.call;

import dev.maru.gateway.CallForm;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Where each protocol says the same thing, for those parts of a request that routes go by. */
final class FormWords {
    private static final Set<String> STRUCTURED = Set.of("json_schema", "json_object");

    private FormWords() {}

    /** The field that holds the turns of the conversation. */
    static String turns(CallForm form) {
        return form == CallForm.RESPONSES ? "input" : "messages";
    }

    /** What stands before the turns; missing where the protocol has it among them. */
    static JsonNode before(RequestEnvelope envelope) {
        return switch (envelope.form()) {
            case RESPONSES -> field(envelope, "instructions");
            case MESSAGES -> field(envelope, "system");
            case CHAT, EMBEDDINGS, RERANK -> MissingNode.getInstance();
        };
    }

    /** Whether the answer must be JSON of a certain form. */
    static boolean structured(RequestEnvelope envelope) {
        var format = switch (envelope.form()) {
            case CHAT -> field(envelope, "response_format");
            case RESPONSES -> field(envelope, "text").path("format");
            case MESSAGES ->
                envelope.has("output_format")
                        ? field(envelope, "output_format")
                        : field(envelope, "output_config").path("format");
            case EMBEDDINGS, RERANK -> MissingNode.getInstance();
        };
        return STRUCTURED.contains(format.path("type").asString(""));
    }

    /** The reasoning effort that the client asks for, null if it does not say. */
    static @Nullable String effort(RequestEnvelope envelope) {
        var effort = switch (envelope.form()) {
            case CHAT -> field(envelope, "reasoning_effort");
            case RESPONSES -> field(envelope, "reasoning").path("effort");
            case MESSAGES -> field(envelope, "output_config").path("effort");
            case EMBEDDINGS, RERANK -> MissingNode.getInstance();
        };
        if (effort.isString()) {
            return effort.asString();
        }
        var thinks = envelope.form() == CallForm.MESSAGES
                && field(envelope, "thinking").path("type").asString("").equals("enabled");
        return thinks ? "high" : null;
    }

    private static JsonNode field(RequestEnvelope envelope, String name) {
        var span = envelope.field(name);
        return span == null ? MissingNode.getInstance() : envelope.tree(span);
    }
}
