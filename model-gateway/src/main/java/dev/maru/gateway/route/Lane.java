package dev.maru.gateway.route;

import dev.maru.gateway.hosting.Endpoint;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How a model at its endpoint has been doing, as this replica saw it: calls under way, how soon it answers, and whether
 * it has been failing. A failing lane goes to the end of the order; it is never refused when nothing else is left.
 */
public final class Lane {
    private static final int FAULTS_TO_OPEN = 3;
    private static final long FIRST_REST_NANOS = 15_000_000_000L;
    private static final long LONGEST_REST_NANOS = 120_000_000_000L;
    /** Weight of the newest time in the average; a slower answer counts at once, a faster one by and by. */
    private static final double NEWEST = 0.3;

    private final AtomicInteger underWay = new AtomicInteger();
    private int faults;
    private long restNanos = FIRST_REST_NANOS;
    private long restsUntil;
    private boolean resting;
    private boolean probing;
    private double firstOutputMillis;

    private final Endpoint endpoint;

    /** @param endpoint that it leads to, with other lanes perhaps */
    public Lane(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** What is known of a lane at a moment. */
    public record State(int underWay, boolean failing, int faults, double firstOutputMillis, Endpoint.Load load) {
        /** How many requests stand before a new one. */
        int busy() {
            return load.measured() ? load.busy() : underWay;
        }
    }

    /**
     * A call goes there, unless the endpoint is full: false then. After a rest it is the only one until it is known how it
     * ended.
     */
    public synchronized boolean begin() {
        if (!endpoint.enter(System.nanoTime())) {
            return false;
        }
        underWay.incrementAndGet();
        probing = resting;
        return true;
    }

    private void leave() {
        underWay.decrementAndGet();
        endpoint.leave(System.nanoTime());
    }

    /** @param firstOutputNanos from the dispatch to the first output */
    public synchronized void succeeded(long firstOutputNanos) {
        leave();
        faults = 0;
        resting = false;
        probing = false;
        restNanos = FIRST_REST_NANOS;
        double millis = firstOutputNanos / 1e6;
        firstOutputMillis = firstOutputMillis == 0 || millis > firstOutputMillis
                ? millis
                : firstOutputMillis + NEWEST * (millis - firstOutputMillis);
    }

    /** It failed, and the endpoint is to blame. */
    public synchronized void failed(long nowNanos) {
        leave();
        probing = false;
        faults++;
        if (resting || faults >= FAULTS_TO_OPEN) {
            if (resting) {
                restNanos = Math.min(LONGEST_REST_NANOS, restNanos * 2);
            }
            resting = true;
            restsUntil = nowNanos + restNanos;
        }
    }

    /** It ended in a way that says nothing about the endpoint. */
    public synchronized void ended() {
        leave();
        probing = false;
    }

    /** Whether calls had better go elsewhere; once its rest is over, one call at a time may try it. */
    synchronized boolean failing(long nowNanos) {
        return resting && (nowNanos - restsUntil < 0 || probing);
    }

    public synchronized State state(long nowNanos) {
        return new State(underWay.get(), failing(nowNanos), faults, firstOutputMillis, endpoint.load(nowNanos));
    }
}
