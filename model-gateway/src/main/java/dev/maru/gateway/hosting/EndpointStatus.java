package dev.maru.gateway.hosting;

import java.util.Locale;

/** How a self-hosted endpoint is. */
public enum EndpointStatus {
    UP,
    DOWN,
    /** A call found it asleep and waits for it. */
    WAKING,
    /** It may sleep and nobody calls it, so it is not asked: asking would keep it awake. */
    RESTING;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static EndpointStatus ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
