package dev.maru.gateway.ledger;

import dev.maru.gateway.TokenCounts;
import org.jspecify.annotations.Nullable;

/**
 * Usage in the words of the OpenAI protocol: cached tokens are inside the prompt's, reasoning tokens usually inside the
 * completion's.
 *
 * @param total null if the provider gives none
 */
public record ReportedUsage(
        long prompt, long completion, @Nullable Long total, long cached, long cacheWritten, long reasoning) {
    /** More tokens than any call can have; a figure above it is a provider's mistake. */
    private static final long MOST = 1L << 31;

    /** The tokens by disjoint kind, null if the figures cannot be true. */
    public @Nullable TokenCounts counts() {
        if (prompt < 0 || completion < 0 || cached < 0 || cacheWritten < 0 || reasoning < 0) {
            return null;
        }
        if (prompt > MOST || completion > MOST || cached + cacheWritten > prompt || reasoning > MOST) {
            return null;
        }
        var input = prompt - cached - cacheWritten;
        if (reasoningComesOnTop()) {
            return new TokenCounts(input, cached, cacheWritten, completion, reasoning);
        }
        return reasoning > completion
                ? null
                : new TokenCounts(input, cached, cacheWritten, completion - reasoning, reasoning);
    }

    /** Some providers count reasoning beside the completion; their total tells. */
    private boolean reasoningComesOnTop() {
        return reasoning > 0 && total != null && total == prompt + completion + reasoning;
    }
}
