package dev.maru.platform.webhook;

import java.util.Locale;

/** How far a delivery is. */
public enum DeliveryState {
    PENDING,
    DELIVERED,
    /** Given up, until somebody has it delivered again. */
    FAILED;

    /** The name in the database and on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DeliveryState ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
