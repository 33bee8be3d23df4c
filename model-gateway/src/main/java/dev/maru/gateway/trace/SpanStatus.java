package dev.maru.gateway.trace;

import java.util.Locale;

/** How a span ended, as far as its application says. */
public enum SpanStatus {
    UNSET,
    OK,
    ERROR;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static SpanStatus ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
