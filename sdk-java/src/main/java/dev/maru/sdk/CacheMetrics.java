package dev.maru.sdk;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts since the client was made.
 *
 * @param counts every event with its count
 * @param entries how many keys are in memory now
 * @param isListening whether Maru pushes changes to this client now
 */
public record CacheMetrics(Map<CacheEvent, Long> counts, int entries, boolean isListening) {
    public CacheMetrics {
        counts = Collections.unmodifiableMap(new EnumMap<>(counts));
    }

    public long count(CacheEvent event) {
        return counts.getOrDefault(event, 0L);
    }
}
