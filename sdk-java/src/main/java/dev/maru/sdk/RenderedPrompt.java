package dev.maru.sdk;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A prompt with its variables filled in, ready to be sent to a model.
 *
 * @param label the label that was asked for, null if a version was
 * @param text what a text prompt renders to, null for a chat prompt
 * @param messages in OpenAI's form, for both kinds
 * @param config model, parameters and whatever else belongs to the version
 */
public record RenderedPrompt(
        String name,
        int version,
        @Nullable String label,
        @Nullable String text,
        List<Map<String, @Nullable Object>> messages,
        Map<String, @Nullable Object> config) {
    public RenderedPrompt {
        messages = List.copyOf(messages);
    }
}
