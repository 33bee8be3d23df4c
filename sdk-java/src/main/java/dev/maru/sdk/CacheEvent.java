package dev.maru.sdk;

/** What can be counted about the prompts of a client. */
public enum CacheEvent {
    /** Served from memory, fresh. */
    HIT,
    /** Served after waiting for Maru. */
    MISS,
    /** Served from memory, while a newer answer is on its way or Maru cannot be asked. */
    STALE,
    /** Served from the copy on disk, because Maru cannot be asked. */
    DISK,
    /** Served the caller's own fallback. */
    FALLBACK,
    /** Maru confirmed a copy (304). */
    REVALIDATED,
    /** Maru sent something new. */
    UPDATED,
    /** Maru has no such prompt, label or version, or has it no more. */
    NOT_FOUND,
    /** A request failed, or the disk did. */
    ERROR
}
