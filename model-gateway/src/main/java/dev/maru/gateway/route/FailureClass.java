package dev.maru.gateway.route;

import java.util.Locale;

/** What kind of failure an attempt met; retries and fallbacks are decided by it. */
public enum FailureClass {
    /** No connection, or one that broke before an answer came. */
    CONNECTION,
    /** The provider's own fault: 5xx, an overload, an answer that is none. */
    SERVER,
    /** 429: too many requests or tokens. */
    RATE_LIMIT,
    TIMEOUT,
    /** The connection's key is refused, or its account has no credit. */
    KEY,
    /** The provider does not know the model. */
    MISSING,
    /** The request has more tokens than the model can take. */
    CONTEXT_WINDOW,
    /** The provider's content rules refuse the request. */
    CONTENT_POLICY,
    /** The request itself is wrong: every other model would say so too. */
    REQUEST,
    /** Nothing that a provider did: the client, a limit, or the gateway. */
    OWN;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static FailureClass ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Whether any other target may do better, without having been chosen for just this failure. */
    public boolean general() {
        return switch (this) {
            case CONNECTION, SERVER, RATE_LIMIT, TIMEOUT, KEY, MISSING -> true;
            case CONTEXT_WINDOW, CONTENT_POLICY, REQUEST, OWN -> false;
        };
    }

    /** Whether it says something about the health of the model's endpoint: a bad key or a bad request does not. */
    public boolean blamesEndpoint() {
        return switch (this) {
            case CONNECTION, SERVER, TIMEOUT -> true;
            case RATE_LIMIT, KEY, MISSING, CONTEXT_WINDOW, CONTENT_POLICY, REQUEST, OWN -> false;
        };
    }
}
