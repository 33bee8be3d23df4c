package dev.maru.core.route;

/** For whom a route is; each audience has one security chain. */
public enum Audience {
    /** Applications with an API key or a client-credentials token. */
    RUNTIME,
    /** Members with a token, or an API key with management scopes. */
    MANAGEMENT,
    /** People in the browser, signed in by OAuth. */
    BROWSER,
    /** The authorization server and its pages. */
    IDENTITY,
    /** Documents and files that anybody may read. */
    PUBLIC
}
