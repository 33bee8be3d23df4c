package dev.maru.platform.throttle;

import java.time.Duration;

/** Counts attempts within a window of time, across all replicas as long as Redis answers. */
public interface Throttle {
    /** Counts one attempt and says whether it is among the first {@code limit} of its window. */
    boolean allow(String key, int limit, Duration window);
}
