package dev.maru.access;

import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.SystemTx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers when things were last used and writes it in batches, off the path of requests. */
public final class LastUse<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LastUse.class);

    private final SystemDb db;
    private final Clock clock;
    private final Write<T> write;
    private final ConcurrentHashMap<T, Instant> pending = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("last-use").factory());

    public LastUse(SystemDb db, Clock clock, Duration every, Write<T> write) {
        this.db = db;
        this.clock = clock;
        this.write = write;
        timer.scheduleWithFixedDelay(this::flushQuietly, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    public void mark(T used) {
        pending.put(used, clock.instant());
    }

    /** Writes what has gathered. */
    void flush() {
        var batch = Map.copyOf(pending);
        if (batch.isEmpty()) {
            return;
        }
        db.runInSystem(tx -> batch.forEach((used, at) -> write.write(tx, used, at)));
        batch.forEach(pending::remove);
    }

    private void flushQuietly() {
        try {
            flush();
        } catch (RuntimeException e) {
            // The times stay pending and go with the next batch.
            LOG.warn("times of last use cannot be written now: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        flushQuietly();
    }

    /** Writes one time. */
    public interface Write<T> {
        void write(SystemTx tx, T used, Instant at);
    }
}
