package dev.maru.prompts;

import dev.maru.core.id.PromptId;
import dev.maru.core.id.ReleaseId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One movement of a label.
 *
 * @param from the version it named before, null if it is new
 * @param to the version it names since, null if it was removed
 */
public record Release(
        ReleaseId id,
        PromptId prompt,
        PromptLabel label,
        @Nullable Integer from,
        @Nullable Integer to,
        String reason,
        String releasedBy,
        Instant releasedAt) {
    /** The reason of the releases that come about with their prompt, which nobody was asked for. */
    public static final String CREATED = "Created with the prompt";
}
