package dev.maru.gateway.limit;

import dev.maru.core.id.TenantId;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.GatewayError;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets so many calls run at once. When all places are taken, those that wait are served tenant by tenant in turn, each
 * tenant's own in the order in which they came; so a tenant with thousands of calls delays another one's by one of its own.
 */
public final class FairGate {
    /** Calls of one tenant that may wait, for each place that there is. */
    private static final int QUEUE_PER_PLACE = 4;

    private final int places;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TenantId, ArrayDeque<Waiter>> waiting = new LinkedHashMap<>();
    private int inside;

    private static final class Waiter {
        final Condition condition;
        boolean admitted;

        Waiter(Condition condition) {
            this.condition = condition;
        }
    }

    /** A place; closing it lets the next one in. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** @param patience how long a call waits at most */
    public FairGate(int places, Duration patience) {
        if (places < 1) {
            throw new IllegalArgumentException("a gate without a place lets nobody in");
        }
        this.places = places;
        this.patience = patience;
    }

    /**
     * Waits for a place.
     *
     * @throws PlatformException {@link GatewayError#GATEWAY_BUSY} with Retry-After if none came free in time, or too many wait
     */
    public Place enter(TenantId tenant) {
        lock.lock();
        try {
            if (inside < places && waiting.isEmpty()) {
                inside++;
            } else {
                await(tenant);
            }
        } finally {
            lock.unlock();
        }
        var left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                leave();
            }
        };
    }

    /** Calls that are let in now. */
    public int inside() {
        lock.lock();
        try {
            return inside;
        } finally {
            lock.unlock();
        }
    }

    /** Calls that wait now. */
    public int queued() {
        lock.lock();
        try {
            return waiting.values().stream().mapToInt(ArrayDeque::size).sum();
        } finally {
            lock.unlock();
        }
    }

    private void await(TenantId tenant) {
        var queue = waiting.computeIfAbsent(tenant, any -> new ArrayDeque<>());
        if (queue.size() >= (long) places * QUEUE_PER_PLACE) {
            throw busy();
        }
        var me = new Waiter(lock.newCondition());
        queue.add(me);
        long left = patience.toNanos();
        try {
            while (!me.admitted) {
                if (left <= 0) {
                    giveUp(tenant, me);
                    throw busy();
                }
                left = me.condition.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (me.admitted) {
                inside--;
                admitNext();
            } else {
                giveUp(tenant, me);
            }
            throw busy();
        }
    }

    private void giveUp(TenantId tenant, Waiter waiter) {
        var queue = waiting.get(tenant);
        if (queue != null) {
            queue.remove(waiter);
            if (queue.isEmpty()) {
                waiting.remove(tenant);
            }
        }
    }

    private void leave() {
        lock.lock();
        try {
            inside--;
            admitNext();
        } finally {
            lock.unlock();
        }
    }

    /** The tenant whose turn it is goes to the end of the round if it has more that wait. */
    private void admitNext() {
        var turn = waiting.entrySet().iterator();
        if (inside >= places || !turn.hasNext()) {
            return;
        }
        var tenant = turn.next();
        turn.remove();
        var queue = tenant.getValue();
        var next = queue.poll();
        if (!queue.isEmpty()) {
            waiting.put(tenant.getKey(), queue);
        }
        if (next != null) {
            next.admitted = true;
            inside++;
            next.condition.signal();
        }
    }

    private PlatformException busy() {
        var wait = Math.max(1_000, TimeUnit.NANOSECONDS.toMillis(patience.toNanos()) / 4);
        return new PlatformException(
                GatewayError.GATEWAY_BUSY,
                "The gateway makes as many calls at once as it can, and no place came free for this one.",
                RateHeaders.retryAfter(wait));
    }
}
