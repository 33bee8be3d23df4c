package dev.maru.platform.webhook;

import java.util.Locale;

/** Why a webhook is paused. */
public enum PauseReason {
    /** Somebody paused it. */
    BY_HAND,
    /** The receiver answered 410 Gone. */
    GONE,
    /** Nothing was taken for as long as retries go on. */
    FAILING;

    /** The name in the database and on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PauseReason ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
