package dev.maru.gateway.call;

import org.jspecify.annotations.Nullable;
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
        var span = envelope.field("messages");
        var text = new StringBuilder();
        // A prompt stands before the messages of the call.
        if (rendered == null || !append(RequestEnvelope.JSON.readTree(rendered), text)) {
            if (span != null) {
                append(envelope.tree(span), text);
            }
        }
        text.setLength(Math.min(LONGEST, text.length()));
        return text.isEmpty() ? null : text.toString();
    }

    /** True once there is enough to go by. */
    private static boolean append(JsonNode messages, StringBuilder text) {
        for (var message : messages) {
            var role = message.path("role").asString("");
            var content = message.path("content");
            text.append(role)
                    .append('\n')
                    .append(content.isString() ? content.asString() : content.toString())
                    .append('\n');
            if (role.equals("user") || text.length() >= LONGEST) {
                return true;
            }
        }
        return false;
    }
}
