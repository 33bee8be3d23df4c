package dev.maru.sdk;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts events and passes them on. */
final class CacheCounters {
    private static final System.Logger LOG = System.getLogger(CacheCounters.class.getName());

    private final Map<CacheEvent, LongAdder> counts = new EnumMap<>(CacheEvent.class);
    private final CacheListener listener;

    CacheCounters(CacheListener listener) {
        this.listener = listener;
        for (var event : CacheEvent.values()) {
            counts.put(event, new LongAdder());
        }
    }

    void add(CacheEvent event, String prompt) {
        add(event, prompt, null);
    }

    void add(CacheEvent event, String prompt, @Nullable Throwable cause) {
        Objects.requireNonNull(counts.get(event)).increment();
        try {
            listener.on(event, prompt, cause);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the listener failed at " + event, e);
        }
    }

    Map<CacheEvent, Long> snapshot() {
        var snapshot = new EnumMap<CacheEvent, Long>(CacheEvent.class);
        counts.forEach((event, count) -> snapshot.put(event, count.sum()));
        return snapshot;
    }
}
