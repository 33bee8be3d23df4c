package dev.maru.gateway.limit;

import java.util.Locale;

/** What a limit counts. */
public enum LimitKind {
    REQUESTS("requests"),
    INPUT_TOKENS("input tokens"),
    OUTPUT_TOKENS("output tokens"),
    /** Input and output. */
    TOKENS("tokens"),
    /** Calls that have not ended. */
    CONCURRENCY("calls at once");

    private final String words;

    LimitKind(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    boolean countsTokens() {
        return this == INPUT_TOKENS || this == OUTPUT_TOKENS || this == TOKENS;
    }

    /** How much of the limit a call with so many tokens takes. */
    long of(long inputTokens, long outputTokens) {
        return switch (this) {
            case REQUESTS, CONCURRENCY -> 1;
            case INPUT_TOKENS -> inputTokens;
            case OUTPUT_TOKENS -> outputTokens;
            case TOKENS -> inputTokens + outputTokens;
        };
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static LimitKind ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
