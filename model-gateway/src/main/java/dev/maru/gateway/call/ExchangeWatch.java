package dev.maru.gateway.call;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Cuts exchanges off that wait too long, last too long, or whose caller lost the right to them. One thread looks at all
 * of them ten times a second; a socket's own timeout knows neither what is waited for nor who waits.
 */
@Component
class ExchangeWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeWatch.class);
    private static final long TICK_MILLIS = 100;

    private final Set<Watched> exchanges = ConcurrentHashMap.newKeySet();
    private final Thread thread =
            Thread.ofPlatform().name("exchange-watch").daemon().unstarted(this::run);
    private volatile boolean closed;

    ExchangeWatch() {
        thread.start();
    }

    /** Why an exchange was cut off. */
    enum Cut {
        /** Nothing came for too long. */
        SILENCE,
        /** The time for the whole call was used up. */
        TOTAL,
        /** The caller may not go on: its key was revoked, or its tenant suspended. */
        REVOKED,
        /** The client left and the provider did not end in the time that was left for it. */
        DRAINED
    }

    /** Watches an exchange until it is closed. */
    Watched watch(Runnable abort, BooleanSupplier stillValid, long totalDeadlineNanos) {
        var watched = new Watched(abort, stillValid, totalDeadlineNanos);
        exchanges.add(watched);
        return watched;
    }

    /** One exchange under watch. */
    final class Watched implements AutoCloseable {
        private final Runnable abort;
        private final BooleanSupplier stillValid;
        private volatile long totalDeadline;
        private volatile long silenceDeadline = Long.MAX_VALUE;
        private volatile Cut atTotal = Cut.TOTAL;
        private volatile @Nullable Cut cut;

        private Watched(Runnable abort, BooleanSupplier stillValid, long totalDeadline) {
            this.abort = abort;
            this.stillValid = stillValid;
            this.totalDeadline = totalDeadline;
        }

        /** From now on something must come within the limit. */
        void expect(Duration limit) {
            silenceDeadline = System.nanoTime() + limit.toNanos();
        }

        /** Nothing is waited for now, such as while a slow client reads. */
        void rest() {
            silenceDeadline = Long.MAX_VALUE;
        }

        /** The client is gone: what is left must come within the limit. */
        void drain(Duration limit) {
            atTotal = Cut.DRAINED;
            totalDeadline = Math.min(totalDeadline, System.nanoTime() + limit.toNanos());
        }

        /** Why the exchange was cut off, null if it was not. */
        @Nullable
        Cut cut() {
            return cut;
        }

        private void check(long now) {
            if (cut != null) {
                return;
            }
            if (now - totalDeadline >= 0) {
                cut = atTotal;
            } else if (silenceDeadline != Long.MAX_VALUE && now - silenceDeadline >= 0) {
                cut = Cut.SILENCE;
            } else if (!stillValid.getAsBoolean()) {
                cut = Cut.REVOKED;
            }
            if (cut != null) {
                abort.run();
            }
        }

        @Override
        public void close() {
            exchanges.remove(this);
        }
    }

    private void run() {
        while (!closed) {
            try {
                Thread.sleep(TICK_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            var now = System.nanoTime();
            for (var exchange : exchanges) {
                try {
                    exchange.check(now);
                } catch (RuntimeException e) {
                    LOG.error("An exchange cannot be checked", e);
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
