package dev.maru.gateway;

/**
 * Tokens by disjoint kind: what is counted in one kind is in no other.
 *
 * @param uncachedInput input that no cache served or stored
 * @param output output without reasoning
 */
public record TokenCounts(long uncachedInput, long cacheRead, long cacheWrite, long output, long reasoning) {
    public static final TokenCounts NONE = new TokenCounts(0, 0, 0, 0, 0);

    public TokenCounts {
        if (uncachedInput < 0 || cacheRead < 0 || cacheWrite < 0 || output < 0 || reasoning < 0) {
            throw new IllegalArgumentException("token counts are never negative");
        }
    }

    public TokenCounts plus(TokenCounts other) {
        return new TokenCounts(
                uncachedInput + other.uncachedInput,
                cacheRead + other.cacheRead,
                cacheWrite + other.cacheWrite,
                output + other.output,
                reasoning + other.reasoning);
    }

    public long total() {
        return uncachedInput + cacheRead + cacheWrite + output + reasoning;
    }
}
