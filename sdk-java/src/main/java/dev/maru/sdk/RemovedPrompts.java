package dev.maru.sdk;

/** What to do with a copy of a prompt once Maru says that there is no such prompt, label or version any more. */
public enum RemovedPrompts {
    /** Forget it at once, in memory and on disk; the fallback has its turn, then the exception. */
    FAIL,
    /** Serve the last copy as stale, and go on asking. */
    KEEP
}
