package dev.maru.gateway;

import java.util.Locale;

/** Where a model call began. */
public enum Origin {
    API,
    PLAYGROUND,
    RAG,
    EVAL,
    GUARDRAIL,
    CACHE,
    JOB;

    /** Whether a feature of the gateway makes the call on its own account, beside the one it serves. */
    public boolean internal() {
        return this == GUARDRAIL || this == CACHE;
    }

    /** The name in the database and on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Origin ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
