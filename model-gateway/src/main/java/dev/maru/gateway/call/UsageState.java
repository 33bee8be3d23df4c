package dev.maru.gateway.call;

import java.util.Locale;

/** How sure the token counts of a call are. */
public enum UsageState {
    /** As the provider says. */
    EXACT,
    /** Counted or reckoned by the gateway, because the provider did not say. */
    ESTIMATED,
    /** Nothing was used. */
    NONE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static UsageState ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
