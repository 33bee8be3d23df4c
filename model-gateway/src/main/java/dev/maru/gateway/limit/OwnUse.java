package dev.maru.gateway.limit;

import java.util.Arrays;

/** What this instance itself let through in the last window: all there is to go by while Redis is away. Not thread-safe. */
final class OwnUse {
    private static final int BUCKETS = 60;

    private final long windowMillis;
    private final long bucketMillis;
    private final long[] counts = new long[BUCKETS + 1];
    private long newest = Long.MIN_VALUE;

    OwnUse(long windowMillis) {
        this.windowMillis = windowMillis;
        this.bucketMillis = Math.max(1, (windowMillis + BUCKETS - 1) / BUCKETS);
    }

    void add(long nowMillis, long units) {
        forward(nowMillis);
        counts[slot(newest)] += units;
    }

    /** Takes back what was added at a moment, unless that is out of the window. */
    void remove(long atMillis, long nowMillis, long units) {
        forward(nowMillis);
        long bucket = atMillis / bucketMillis;
        if (bucket > newest - counts.length && bucket <= newest) {
            counts[slot(bucket)] = Math.max(0, counts[slot(bucket)] - units);
        }
    }

    /** In the last window and up to a sixtieth of it more. */
    long sum(long nowMillis) {
        forward(nowMillis);
        long sum = 0;
        for (var count : counts) {
            sum += count;
        }
        return sum;
    }

    /** How long until so many more fit in; -1: never. */
    long waitMillis(long nowMillis, long units, long limit) {
        if (units > limit) {
            return -1;
        }
        long over = sum(nowMillis) + units - limit;
        for (long bucket = newest - counts.length + 1; over > 0 && bucket <= newest; bucket++) {
            over -= counts[slot(bucket)];
            if (over <= 0) {
                return (bucket + counts.length) * bucketMillis - nowMillis;
            }
        }
        return over > 0 ? windowMillis : 0;
    }

    private void forward(long nowMillis) {
        long bucket = nowMillis / bucketMillis;
        if (newest == Long.MIN_VALUE || bucket - newest >= counts.length) {
            Arrays.fill(counts, 0);
            newest = bucket;
        }
        while (newest < bucket) {
            newest++;
            counts[slot(newest)] = 0;
        }
    }

    private int slot(long bucket) {
        return (int) Math.floorMod(bucket, (long) counts.length);
    }
}
