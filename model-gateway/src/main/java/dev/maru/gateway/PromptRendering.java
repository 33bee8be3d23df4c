package dev.maru.gateway;

import dev.maru.core.id.PromptId;
import org.jspecify.annotations.Nullable;

/**
 * A rendered prompt.
 *
 * @param messagesJson a JSON array of messages (text, parts, tool calls) that go in front of the messages of the call; a
 *     text prompt comes as one {@code system} message
 * @param configJson a JSON object; its fields are defaults for fields that the call leaves out, {@code model} included
 */
public record PromptRendering(
        PromptId promptId,
        String name,
        int version,
        @Nullable String label,
        @Nullable String variant,
        String messagesJson,
        String configJson) {
    /** The same with other messages. */
    public PromptRendering withMessages(String json) {
        return new PromptRendering(promptId, name, version, label, variant, json, configJson);
    }
}
