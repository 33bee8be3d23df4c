package dev.maru.gateway.protocol;

import dev.maru.gateway.TokenCounts;
import org.jspecify.annotations.Nullable;

/**
 * Usage as a provider reported it, already taken apart into disjoint kinds: what is counted in one is in no other.
 *
 * @param cacheWriteLong written to a cache that keeps it for an hour or more, which some providers bill higher
 * @param serviceTier as the answer names it, since prices can depend on it
 */
public record Usage(
        long uncachedInput,
        long cacheRead,
        long cacheWrite,
        long cacheWriteLong,
        long audioInput,
        long output,
        long reasoning,
        long audioOutput,
        @Nullable String serviceTier) {
    /** More tokens than any call can have; a figure above it is a provider's mistake. */
    private static final long MOST = 1L << 31;

    /** Null if the figures cannot be true. */
    public @Nullable TokenCounts counts() {
        for (var kind : new long[] {
            uncachedInput, cacheRead, cacheWrite, cacheWriteLong, audioInput, output, reasoning, audioOutput
        }) {
            if (kind < 0 || kind > MOST) {
                return null;
            }
        }
        return new TokenCounts(
                uncachedInput, cacheRead, cacheWrite, cacheWriteLong, audioInput, output, reasoning, audioOutput);
    }
}
