package dev.maru.platform.webhook;

import java.util.Locale;

/** Whether a webhook is told of events; one that is paused misses what happens meanwhile. */
public enum WebhookState {
    ACTIVE,
    PAUSED;

    /** The name in the database and on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Throws IllegalArgumentException if there is no such state. */
    public static WebhookState ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
