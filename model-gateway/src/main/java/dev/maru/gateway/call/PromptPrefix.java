package dev.maru.gateway.call;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * How a prompt begins: what stands before the answers, through the first message of the user. It is the same in every turn
 * of a conversation, and in calls that share a long beginning.
 */
final class PromptPrefix {
    private static final int LONGEST = 2_048;

    private PromptPrefix() {}

    static @Nullable String of(RequestEnvelope envelope, UpstreamRequest upstream) {
        var rendered = upstream.renderedMessages();
        var span = envelope.field(FormWords.turns(envelope.form()));
        var text = new StringBuilder();
        // A prompt stands before the messages of the call.
        if (rendered == null || !append(RequestEnvelope.JSON.readTree(rendered), text)) {
            append("system", FormWords.before(envelope), text);
            if (span != null && span.type() == JsonToken.VALUE_STRING) {
                append("user", envelope.tree(span), text);
            } else if (span != null) {
                append(envelope.tree(span), text);
            }
        }
        text.setLength(Math.min(LONGEST, text.length()));
        return text.isEmpty() ? null : text.toString();
    }

    private static void append(String role, JsonNode content, StringBuilder text) {
        if (!content.isMissingNode()) {
            text.append(role)
                    .append('\n')
                    .append(content.isString() ? content.asString() : content.toString())
                    .append('\n');
        }
    }

    /** True once there is enough to go by. */
    private static boolean append(JsonNode messages, StringBuilder text) {
        for (var message : messages) {
            var role = message.path("role").asString("");
            append(role, message.path("content"), text);
            if (role.equals("user") || text.length() >= LONGEST) {
                return true;
            }
        }
        return false;
    }
}
