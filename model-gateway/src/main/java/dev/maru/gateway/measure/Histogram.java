package dev.maru.gateway.measure;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts of durations in buckets that grow by the eighth root of two, so that hours can be added up and a percentile is
 * known to within 4.5 %; percentiles of hours cannot be added up at all.
 */
final class Histogram {
    private static final double PER_OCTAVE = 8;

    private final TreeMap<Integer, Long> counts = new TreeMap<>();

    void add(Map<Integer, Long> others) {
        others.forEach((bucket, count) -> counts.merge(bucket, count, Long::sum));
    }

    /** The bucket of a duration; the roll-up in SQL reckons the same. */
    static int bucket(long millis) {
        return (int) Math.floor(PER_OCTAVE * (Math.log(Math.max(1, millis)) / Math.log(2)) + 1e-9);
    }

    /** The middle of the bucket in which the percentile lies, null without counts. */
    @Nullable
    Long percentile(double part) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return null;
        }
        long rank = Math.max(1, (long) Math.ceil(part * all));
        for (var entry : counts.entrySet()) {
            rank -= entry.getValue();
            if (rank <= 0) {
                return Math.round(Math.pow(2, (entry.getKey() + 0.5) / PER_OCTAVE));
            }
        }
        throw new IllegalStateException("a rank lies within the counts");
    }
}
