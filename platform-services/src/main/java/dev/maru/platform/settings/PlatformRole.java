package dev.maru.platform.settings;

/** What a process of the one image does; every one of them runs the gateway in process. */
public enum PlatformRole {
    /** Listens for applications: /v1, /api/public. */
    GATEWAY,
    /** Listens for people: the browser application, OAuth, /api. */
    UI,
    /** Runs scheduled work and jobs. */
    WORKER
}
