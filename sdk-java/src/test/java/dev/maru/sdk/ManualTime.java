package dev.maru.sdk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Time that passes when a test says so. What is due at once runs at once, on another thread. */
final class ManualTime implements Timers {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<Due> waiting = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();
    private long now = 1_000_000;

    private record Due(long at, Runnable action) {}

    synchronized long nanos() {
        return now;
    }

    @Override
    public synchronized void after(Duration delay, Runnable action) {
        if (delay.isZero()) {
            run(action);
            return;
        }
        delays.add(delay);
        waiting.add(new Due(now + delay.toNanos(), action));
    }

    /** Every delay that was asked for, the first one first. */
    synchronized List<Duration> delays() {
        return List.copyOf(delays);
    }

    /** Lets time pass; what falls due runs in its order. */
    void advance(Duration duration) {
        long end;
        synchronized (this) {
            end = now + duration.toNanos();
        }
        for (var due = next(end); due != null; due = next(end)) {
            due.action.run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized @Nullable Due next(long end) {
        var next = waiting.stream()
                .filter(due -> due.at <= end)
                .min(Comparator.comparingLong(Due::at))
                .orElse(null);
        if (next != null) {
            waiting.remove(next);
            now = Math.max(now, next.at);
        }
        return next;
    }

    private void run(Runnable action) {
        try {
            thread.execute(action);
        } catch (RejectedExecutionException e) {
            // Closed: nothing runs any more.
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
