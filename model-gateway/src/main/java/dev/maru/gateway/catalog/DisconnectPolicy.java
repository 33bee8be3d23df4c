package dev.maru.gateway.catalog;

import java.util.Locale;

/** What happens upstream when the client of a running call leaves. */
public enum DisconnectPolicy {
    /** Read on to the provider's own usage figures, within bounds. */
    DRAIN,
    /** Stop at once: a self-hosted engine has better things to do. */
    ABORT;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static DisconnectPolicy ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
