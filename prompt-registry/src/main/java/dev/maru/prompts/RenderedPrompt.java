package dev.maru.prompts;

import dev.maru.core.id.PromptId;
import dev.maru.prompts.content.PromptConfig;
import org.jspecify.annotations.Nullable;

/**
 * A prompt with its variables filled in.
 *
 * @param variant where the label is split: the split's id and the version that fell to this caller; else null
 * @param messagesJson a JSON array of messages; a text prompt is one system message
 * @param text what a text prompt renders to, null for a chat prompt
 */
public record RenderedPrompt(
        PromptId id,
        PromptName name,
        int version,
        @Nullable PromptLabel label,
        @Nullable String variant,
        String messagesJson,
        @Nullable String text,
        PromptConfig config) {}
