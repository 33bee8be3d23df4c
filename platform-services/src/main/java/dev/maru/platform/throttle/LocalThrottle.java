package dev.maru.platform.throttle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/** Counts on this replica alone: what is left while Redis is away, and enough for tests. */
public final class LocalThrottle implements Throttle {
    /** More keys than this at once are an attack by keys; the oldest windows are given up then. */
    private static final int MOST_KEYS = 100_000;

    private final Clock clock;
    private final ConcurrentHashMap<String, Window> windows = new ConcurrentHashMap<>();

    public LocalThrottle(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean allow(String key, int limit, Duration window) {
        var now = clock.instant();
        if (windows.size() >= MOST_KEYS) {
            windows.values().removeIf(open -> !open.end.isAfter(now));
        }
        var counted = windows.compute(
                key,
                (k, open) -> open == null || !open.end.isAfter(now)
                        ? new Window(now.plus(window), 1)
                        : new Window(open.end, open.count + 1));
        return counted.count <= limit;
    }

    private record Window(Instant end, int count) {}
}
