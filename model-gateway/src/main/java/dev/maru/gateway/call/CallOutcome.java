package dev.maru.gateway.call;

import java.util.Locale;

/** How a call ended for its client. */
public enum CallOutcome {
    SUCCESS,
    ERROR,
    /** Refused by the gateway before anything was dispatched. */
    REJECTED,
    /** The client left before the end. */
    ABORTED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static CallOutcome ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
