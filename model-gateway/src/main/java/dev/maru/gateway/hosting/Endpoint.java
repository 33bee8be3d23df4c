package dev.maru.gateway.hosting;

import org.jspecify.annotations.Nullable;

/**
 * The load of one connection as this replica knows it: its own calls under way, and what the engine said last. Since that
 * was said, own calls came and went; the two together tell how busy it is now.
 */
public final class Endpoint {
    /** What an engine said longer ago than this says nothing of now. */
    private static final long FRESH_NANOS = 15_000_000_000L;

    private int own;
    private int ownWhenAsked;
    private @Nullable Integer most;
    private EngineMetrics said = EngineMetrics.NONE;
    private long saidAt;
    private boolean heard;
    private long usedAt;
    private boolean used;

    /**
     * How busy it is.
     *
     * @param waiting requests in the engine's queue
     * @param busy requests that it has in all
     * @param measured whether the engine said so; else only this replica's calls are counted
     * @param full whether it takes no more
     */
    public record Load(int waiting, int busy, boolean measured, boolean full) {
        public static final Load NONE = new Load(0, 0, false, false);
    }

    /** @param most requests that it takes at a time, null: as many as come */
    synchronized Endpoint limited(@Nullable Integer most) {
        this.most = most;
        return this;
    }

    /** A call goes there, unless it is full: false then. */
    public synchronized boolean enter(long nowNanos) {
        if (load(nowNanos).full()) {
            return false;
        }
        own++;
        touch(nowNanos);
        return true;
    }

    public synchronized void leave(long nowNanos) {
        own--;
        touch(nowNanos);
    }

    private void touch(long nowNanos) {
        usedAt = nowNanos;
        used = true;
    }

    /** Whether somebody called it lately. */
    synchronized boolean usedWithin(long nanos, long nowNanos) {
        return own > 0 || used && nowNanos - usedAt < nanos;
    }

    synchronized void heard(EngineMetrics metrics, long nowNanos) {
        said = metrics;
        saidAt = nowNanos;
        ownWhenAsked = own;
        heard = metrics.running() != null || metrics.waiting() != null;
    }

    public synchronized Load load(long nowNanos) {
        if (!heard || nowNanos - saidAt > FRESH_NANOS) {
            return new Load(0, own, false, most != null && own >= most);
        }
        int waiting = said.waiting() == null ? 0 : said.waiting();
        int running = said.running() == null ? 0 : said.running();
        int busy = Math.max(own, waiting + running + own - ownWhenAsked);
        return new Load(Math.min(waiting, busy), busy, true, most != null && busy >= most);
    }
}
