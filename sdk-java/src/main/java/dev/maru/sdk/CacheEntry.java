package dev.maru.sdk;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is known under one key; it never changes, a newer one takes its place.
 *
 * @param copy the last good answer, null if there is none
 * @param checkedAt when Maru last confirmed the copy, in nanoseconds of the client's ticker
 * @param isOutdated whether Maru said since that something changed
 * @param failures how many attempts failed since the last that did not
 * @param retryAt before when no further attempt is made, in nanoseconds of the client's ticker
 * @param problem why the last attempt failed, null if it did not
 */
record CacheEntry(
        @Nullable Copy copy,
        long checkedAt,
        boolean isOutdated,
        int failures,
        long retryAt,
        @Nullable MaruException problem) {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    static CacheEntry good(Copy copy, long now, boolean isOutdated) {
        return new CacheEntry(copy, now, isOutdated, 0, now, null);
    }

    /** After an attempt that failed: each pause is twice the last. */
    CacheEntry failed(MaruException problem, boolean keepsCopy, long now) {
        int doublings = Math.min(failures, 5);
        long pause = Math.min(FIRST_PAUSE.toNanos() << doublings, LONGEST_PAUSE.toNanos());
        boolean isGone = problem instanceof PromptNotFoundException;
        return new CacheEntry(
                keepsCopy ? copy : null, checkedAt, isOutdated || isGone, failures + 1, now + pause, problem);
    }

    /** Nothing known yet. */
    static CacheEntry empty(long now) {
        return new CacheEntry(null, now, false, 0, now, null);
    }

    CacheEntry with(Copy other) {
        return new CacheEntry(other, checkedAt, isOutdated, failures, retryAt, problem);
    }

    CacheEntry withoutPause(long now) {
        return new CacheEntry(copy, checkedAt, isOutdated, failures, now, problem);
    }

    /** After Maru told of a change: it is there, so nothing keeps us from asking. */
    CacheEntry outdated(long now) {
        return new CacheEntry(copy, checkedAt, true, 0, now, null);
    }

    boolean mayAsk(long now) {
        return now - retryAt >= 0;
    }

    /** Whether the copy can be served without asking. */
    boolean isFresh(boolean isPinned, Duration ttl, long now) {
        return copy != null
                && !isOutdated
                && !copy.fromDisk()
                && (isPinned || now - checkedAt < TimeUnit.NANOSECONDS.convert(ttl));
    }

    /** Whether the copy can be served while Maru is asked again. */
    boolean canWait(boolean isPinned, Duration ttl, Duration staleLimit, long now) {
        if (copy == null) {
            return false;
        }
        // Whoever failed a moment ago may fail again, and slowly.
        return failures > 0
                || isPinned
                || (!ttl.isZero() && now - checkedAt < TimeUnit.NANOSECONDS.convert(ttl.plus(staleLimit)));
    }

    int weight() {
        return copy == null ? 0 : copy.weight();
    }
}
