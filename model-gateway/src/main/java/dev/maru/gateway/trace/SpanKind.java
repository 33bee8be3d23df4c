package dev.maru.gateway.trace;

import java.util.Locale;

/** What a span stands for in an application of language models. */
public enum SpanKind {
    SPAN,
    LLM,
    EMBEDDING,
    RETRIEVAL,
    RERANK,
    TOOL,
    AGENT,
    CHAIN,
    GUARDRAIL,
    EVALUATOR,
    EVENT;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static SpanKind ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Whether it is a request to a model: only its tokens count, those above it repeat them. */
    boolean usesTokens() {
        return this == LLM || this == EMBEDDING || this == RERANK;
    }
}
