package dev.maru.gateway;

/**
 * Tokens by disjoint kind: what is counted in one kind is in no other.
 *
 * @param uncachedInput input that no cache served or stored, without audio
 * @param cacheWrite stored in a cache that keeps it for minutes
 * @param cacheWriteLong stored in a cache that keeps it for an hour or more
 * @param output output without reasoning and without audio
 */
public record TokenCounts(
        long uncachedInput,
        long cacheRead,
        long cacheWrite,
        long cacheWriteLong,
        long audioInput,
        long output,
        long reasoning,
        long audioOutput) {
    public static final TokenCounts NONE = new TokenCounts(0, 0, 0, 0, 0);

    public TokenCounts {
        for (var count : new long[] {
            uncachedInput, cacheRead, cacheWrite, cacheWriteLong, audioInput, output, reasoning, audioOutput
        }) {
            if (count < 0) {
                throw new IllegalArgumentException("token counts are never negative");
            }
        }
    }

    /** Without long caches and audio, which most calls lack. */
    public TokenCounts(long uncachedInput, long cacheRead, long cacheWrite, long output, long reasoning) {
        this(uncachedInput, cacheRead, cacheWrite, 0, 0, output, reasoning, 0);
    }

    public TokenCounts plus(TokenCounts other) {
        return new TokenCounts(
                uncachedInput + other.uncachedInput,
                cacheRead + other.cacheRead,
                cacheWrite + other.cacheWrite,
                cacheWriteLong + other.cacheWriteLong,
                audioInput + other.audioInput,
                output + other.output,
                reasoning + other.reasoning,
                audioOutput + other.audioOutput);
    }

    /** Everything that the model read, cached or not. */
    public long allInput() {
        return uncachedInput + cacheRead + cacheWrite + cacheWriteLong + audioInput;
    }

    /** Everything that the model wrote. */
    public long allOutput() {
        return output + reasoning + audioOutput;
    }

    public long total() {
        return allInput() + allOutput();
    }
}
