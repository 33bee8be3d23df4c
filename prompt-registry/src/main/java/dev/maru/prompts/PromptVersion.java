package dev.maru.prompts;

import dev.maru.core.id.PromptId;
import java.time.Instant;

/** One immutable version with its contents. */
public record PromptVersion(
        PromptId prompt,
        int number,
        PromptBody body,
        PromptConfig config,
        ContentHash hash,
        String commitMessage,
        String createdBy,
        Instant createdAt) {}
