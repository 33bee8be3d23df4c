package dev.maru.prompts;

import dev.maru.core.id.PromptId;
import dev.maru.prompts.content.Composition;
import dev.maru.prompts.content.ContentHash;
import dev.maru.prompts.content.DeclaredVariables;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.prompts.content.PromptContent;
import java.time.Instant;

/** One immutable version with its contents. */
public record PromptVersion(
        PromptId prompt,
        int number,
        PromptBody body,
        PromptConfig config,
        DeclaredVariables variables,
        ContentHash hash,
        String commitMessage,
        String createdBy,
        Instant createdAt) {
    public PromptContent content() {
        return new PromptContent(body, config, variables);
    }

    /** Whether other prompts are put in when it is served. */
    public boolean refersToOthers() {
        return !Composition.references(body).isEmpty();
    }

    PromptVersion withBody(PromptBody other) {
        return new PromptVersion(prompt, number, other, config, variables, hash, commitMessage, createdBy, createdAt);
    }
}
