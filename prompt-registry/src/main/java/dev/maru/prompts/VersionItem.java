package dev.maru.prompts;

import dev.maru.prompts.content.ContentHash;
import java.time.Instant;
import java.util.List;

/** A version in the list of a prompt's versions. */
public record VersionItem(
        int number,
        List<PromptLabel> labels,
        ContentHash hash,
        String commitMessage,
        String createdBy,
        Instant createdAt) {
    public VersionItem {
        labels = List.copyOf(labels);
    }
}
