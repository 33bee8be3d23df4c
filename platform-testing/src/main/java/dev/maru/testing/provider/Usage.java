package dev.maru.testing.provider;

/**
 * Tokens of one answer, all kinds apart from each other's sums: cached and cache-write tokens are part of the input,
 * reasoning tokens are part of the output, as OpenAI counts.
 */
public record Usage(long input, long cached, long cacheWrite, long output, long reasoning) {
    public static Usage of(long input, long output) {
        return new Usage(input, 0, 0, output, 0);
    }

    public Usage withCached(long tokens) {
        return new Usage(input, tokens, cacheWrite, output, reasoning);
    }

    public Usage withCacheWrite(long tokens) {
        return new Usage(input, cached, tokens, output, reasoning);
    }

    public Usage withReasoning(long tokens) {
        return new Usage(input, cached, cacheWrite, output, tokens);
    }

    /** The same input with only a part of the output. */
    Usage withOutput(long tokens) {
        return new Usage(input, cached, cacheWrite, tokens, Math.min(reasoning, tokens));
    }
}
