package dev.maru.gateway;

import java.util.Locale;

/** Where a model call began. */
public enum Origin {
    API,
    PLAYGROUND,
    RAG,
    EVAL,
    GUARDRAIL,
    JOB;

    /** The name in the database and on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Origin ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
