package dev.maru.gateway.cache;

import java.util.Locale;

/** What the cache did for a call. */
public enum CacheState {
    HIT,
    MISS,
    /** The call did not want it, or is not made for it. */
    BYPASS;

    /** As in the header {@code maru-cache} and in the facts of calls. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static CacheState ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
