package dev.maru.gateway.limit;

import dev.maru.core.id.TenantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What this instance holds of one limit: a slice of a window, or slots for calls at once. */
final class LimitCounter {
    private static final int BUCKETS = 60;
    /** With less than a quarter left no slices are taken, so that none lies idle while others are refused. */
    private static final int SCARCE = 4;

    private static final int SLICES = 20;

    private final String key;
    private final Deque<Slice> slices = new ArrayDeque<>();
    private final OwnUse own;
    private UsageLimit limit;
    private long left;
    private long emptyMillis;
    private long inUse;
    private long freeSlots;
    /** Slots that were asked for and not answered yet; they count as held, lest a beat takes them away. */
    private long pendingSlots;

    private long saidHeld;
    private boolean askingForSlice;

    long usedAtNanos = System.nanoTime();

    /** @param grantedAt by Redis' clock, for what is brought back */
    private static final class Slice {
        final long grantedAt;
        final long expiresNanos;
        long units;

        Slice(long grantedAt, long expiresNanos, long units) {
            this.grantedAt = grantedAt;
            this.expiresNanos = expiresNanos;
            this.units = units;
        }
    }

    /** Units that a call took. */
    record Taken(long units, long grantedAt, long takenAtMillis) {}

    /** Units of a grant that nobody used. */
    record Unused(long units, long grantedAt) {}

    LimitCounter(TenantId tenant, UsageLimit limit) {
        this.limit = limit;
        this.left = limit.amount();
        this.own = new OwnUse(limit.window().toMillis());
        this.key = key(tenant, limit);
    }

    /** In braces what Redis cluster chooses the node by: one call's counters lie together. */
    static String key(TenantId tenant, UsageLimit limit) {
        return "maru:limit:{" + tenant.value() + "}:" + limit.id().value() + ":"
                + limit.window().toSeconds();
    }

    static long bucketMillis(UsageLimit limit) {
        return Math.max(1, (limit.window().toMillis() + BUCKETS - 1) / BUCKETS);
    }

    String key() {
        return key;
    }

    boolean isConcurrency() {
        return limit.kind() == LimitKind.CONCURRENCY;
    }

    long windowMillis() {
        return limit.window().toMillis();
    }

    long bucketMillis() {
        return bucketMillis(limit);
    }

    synchronized UsageLimit limit() {
        return limit;
    }

    synchronized void update(UsageLimit now) {
        if (limit.version() != now.version()) {
            limit = now;
            left = Math.min(left, now.amount());
        }
    }

    /** From what was granted before; null if that is not enough. */
    synchronized @Nullable Taken takeHeld(long units, long nowMillis) {
        usedAtNanos = System.nanoTime();
        if (isConcurrency()) {
            if (freeSlots < units || held() > limit.amount()) {
                return null;
            }
            freeSlots -= units;
            inUse += units;
            return new Taken(units, 0, nowMillis);
        }
        for (var slice : slices) {
            if (slice.units >= units && slice.expiresNanos - System.nanoTime() > 0) {
                slice.units -= units;
                own.add(nowMillis, units);
                return new Taken(units, slice.grantedAt, nowMillis);
            }
        }
        return null;
    }

    /** What to ask Redis for: the need, and some for the calls to come while plenty is left. */
    synchronized long wanted(long units) {
        // One slice at a time: of calls that come together, each would take one.
        long slack = !askingForSlice && left * SCARCE > limit.amount() ? left / SLICES : 0;
        askingForSlice |= slack > 0;
        long wanted = units + slack;
        if (isConcurrency()) {
            pendingSlots += wanted;
        }
        return wanted;
    }

    synchronized void notGranted(long units, long wanted) {
        askingForSlice &= wanted == units;
        if (isConcurrency()) {
            pendingSlots -= wanted;
        }
    }

    synchronized Taken granted(
            long units,
            long wanted,
            long granted,
            long leftNow,
            long emptyIn,
            long grantedAt,
            long sentNanos,
            long nowMillis) {
        askingForSlice &= wanted == units;
        left = leftNow;
        emptyMillis = emptyIn;
        if (isConcurrency()) {
            pendingSlots -= wanted;
            inUse += units;
            freeSlots += granted - units;
        } else {
            own.add(nowMillis, units);
            if (granted > units) {
                slices.add(new Slice(grantedAt, sentNanos + bucketMillis() * 1_000_000, granted - units));
            }
        }
        return new Taken(units, grantedAt, nowMillis);
    }

    /** This instance's share of the limit, while Redis is away; null if that is used up. */
    synchronized @Nullable Taken takeShare(long units, int replicas, long nowMillis) {
        long share = share(replicas);
        if (isConcurrency()) {
            if (inUse + units > share) {
                return null;
            }
            inUse += units;
            freeSlots = Math.max(0, freeSlots - units);
            return new Taken(units, 0, nowMillis);
        }
        if (own.sum(nowMillis) + units > share) {
            return null;
        }
        own.add(nowMillis, units);
        return new Taken(units, 0, nowMillis);
    }

    synchronized long shareWaitMillis(long units, int replicas, long nowMillis) {
        return isConcurrency() ? -1 : own.waitMillis(nowMillis, units, share(replicas));
    }

    private long share(int replicas) {
        return limit.amount() == 0 ? 0 : Math.max(1, limit.amount() / replicas);
    }

    /** Units that a call took and did not use; returns what Redis must be told, null if nothing. */
    synchronized @Nullable Unused giveBack(Taken taken, long units, long nowMillis) {
        own.remove(taken.takenAtMillis(), nowMillis, units);
        for (var slice : slices) {
            if (slice.grantedAt == taken.grantedAt() && slice.expiresNanos - System.nanoTime() > 0) {
                slice.units += units;
                return null;
            }
        }
        return taken.grantedAt() == 0 ? null : new Unused(units, taken.grantedAt());
    }

    synchronized void usedMore(long units, long nowMillis) {
        own.add(nowMillis, units);
        left -= units;
    }

    /** A call ended; true if Redis is to be told at once that the slot is free. */
    synchronized boolean release(long units) {
        inUse -= units;
        if (left * SCARCE > limit.amount() && freeSlots < limit.amount() / SLICES) {
            freeSlots += units;
            return false;
        }
        left += units;
        return true;
    }

    /** Slots to be kept in Redis for this instance. */
    synchronized long held() {
        return inUse + freeSlots + pendingSlots;
    }

    /** The same, remembered as what Redis was told. */
    synchronized long sayHeld() {
        saidHeld = held();
        return saidHeld;
    }

    synchronized boolean holdsLessThanSaid() {
        return isConcurrency() && held() < saidHeld;
    }

    /** Slots that nobody uses are no longer held. */
    synchronized boolean dropFreeSlots() {
        var dropped = freeSlots > 0;
        left += freeSlots;
        freeSlots = 0;
        return dropped;
    }

    /** What is left of slices past their time. */
    synchronized List<Unused> expired() {
        var unused = new ArrayList<Unused>();
        slices.removeIf(slice -> {
            var over = slice.expiresNanos - System.nanoTime() <= 0;
            if (over && slice.units > 0) {
                unused.add(new Unused(slice.units, slice.grantedAt));
                left += slice.units;
            }
            return over;
        });
        return unused;
    }

    synchronized boolean isIdle() {
        return held() == 0 && slices.isEmpty();
    }

    /** What can still be taken, as far as this instance knows. */
    synchronized long left() {
        return Math.max(0, Math.min(limit.amount(), left + free()));
    }

    /** What was granted to this instance and is not used yet. */
    synchronized long free() {
        long free = freeSlots;
        for (var slice : slices) {
            free += slice.expiresNanos - System.nanoTime() > 0 ? slice.units : 0;
        }
        return free;
    }

    synchronized long emptyMillis() {
        return emptyMillis;
    }
}
