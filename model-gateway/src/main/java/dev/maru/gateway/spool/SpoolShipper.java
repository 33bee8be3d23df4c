package dev.maru.gateway.spool;

import dev.maru.core.tenancy.SystemDb;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the spool into the database in batches, and the spools that dead instances left behind. */
final class SpoolShipper {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolShipper.class);
    private static final int BATCH = 1_000;
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(2);
    private static final Duration BETWEEN_ADOPTIONS = Duration.ofMinutes(1);

    private final Path spools;
    private final SpoolSource own;
    private final SystemDb system;
    private final FactRepository facts = new FactRepository();
    private final Supplier<List<LedgerFollower>> followers;
    private final Quarantine quarantine;
    private final Counter rows;
    private final Counter failures;
    private final List<SpoolSource> orphans = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private final Thread thread;
    private volatile SpoolPosition shipped;
    private volatile boolean stopping;
    private volatile boolean running = true;

    /** @param spools the folder with the spools of all instances that share this disk */
    SpoolShipper(
            Path spools, Spool spool, SystemDb system, Supplier<List<LedgerFollower>> followers, MeterRegistry meters)
            throws IOException {
        this.spools = spools;
        this.followers = followers;
        this.own = SpoolSource.own(spool);
        this.shipped = own.position();
        this.system = system;
        this.quarantine = new Quarantine(spools, meters);
        this.rows = Counter.builder("maru.spool.rows")
                .description("Rows of calls and attempts brought into the database")
                .register(meters);
        this.failures = Counter.builder("maru.spool.failures")
                .description("Batches that the database did not take at once; they are tried again")
                .register(meters);
        Gauge.builder("maru.spool.waiting", spool, Spool::waiting)
                .description("Settlements that the disk did not take yet")
                .register(meters);
        Gauge.builder("maru.spool.open.calls", own, SpoolSource::openCalls)
                .description("Calls in the spool that have not ended")
                .register(meters);
        this.thread = Thread.ofPlatform().name("spool-shipper").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Waits until what the spool held when this was called is in the database; false if that took too long. */
    boolean flush(SpoolPosition upTo, Duration limit) {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (shipped.compareTo(upTo) < 0) {
                if (left <= 0 || !running) {
                    return false;
                }
                left = progress.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread after the step it is at; what is not shipped stays in the spool, for any instance to adopt. */
    void stop() {
        stopping = true;
        signalProgress();
        try {
            if (thread.join(Duration.ofSeconds(5))) {
                release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void release() {
        try {
            if (own.drained() && drained(own)) {
                own.folder().delete();
            } else {
                // The next instance on this disk adopts it.
                own.folder().close();
            }
            for (var orphan : orphans) {
                orphan.folder().close();
            }
        } catch (IOException e) {
            LOG.warn("A spool below {} stays locked until this process ends", spools, e);
        }
    }

    private void run() {
        long adoptedAt = System.nanoTime() - BETWEEN_ADOPTIONS.toNanos();
        while (!stopping) {
            try {
                if (System.nanoTime() - adoptedAt >= BETWEEN_ADOPTIONS.toNanos()) {
                    adoptedAt = System.nanoTime();
                    adopt();
                }
                var moved = ship(own);
                for (var orphan : orphans) {
                    moved |= shipOrphan(orphan);
                }
                signalProgress();
                if (!moved) {
                    pause(IDLE);
                }
            } catch (IOException | RuntimeException e) {
                LOG.error("The spool cannot be read, trying again", e);
                pause(LONGEST_BACKOFF);
            }
        }
        running = false;
        signalProgress();
    }

    /** One step of a source: true if there was something to do. */
    private boolean ship(SpoolSource source) throws IOException {
        var before = source.position();
        var batch = source.next(BATCH);
        if (!batch.isEmpty() && !commit(source, batch)) {
            return false;
        }
        if (source == own) {
            shipped = source.position();
        }
        var moved = !source.position().equals(before);
        if (moved) {
            source.acknowledge();
        }
        return moved || !batch.isEmpty();
    }

    private boolean shipOrphan(SpoolSource orphan) throws IOException {
        var moved = ship(orphan);
        if (orphan.exhausted() && !stopping && drained(orphan)) {
            orphan.folder().delete();
            orphans.remove(orphan);
            LOG.info(
                    "The spool {} of a stopped instance is in the database",
                    orphan.folder().path());
        }
        return moved;
    }

    /** Tells that nothing more will come of a source; false if that has to be tried again. */
    private boolean drained(SpoolSource source) {
        try {
            var instance = source.folder().instance();
            system.runInSystem(tx -> followers.get().forEach(follower -> follower.drained(tx, instance)));
            return true;
        } catch (RuntimeException e) {
            failures.increment();
            LOG.warn(
                    "The end of the spool {} cannot be told yet",
                    source.folder().path(),
                    e);
            return false;
        }
    }

    private void append(SpoolSource source, FactBatch batch) {
        var instance = source.folder().instance();
        system.runInSystem(tx -> {
            var fresh = facts.append(tx, batch).stream()
                    .map(row -> new LedgerFollower.Entry(
                            row.dispatched(), row.settled().charge()))
                    .toList();
            if (!fresh.isEmpty()) {
                followers.get().forEach(follower -> follower.inserted(tx, instance, fresh));
            }
        });
    }

    /** Tries until the rows are in, or until this process stops: then false, and they stay in the spool. */
    private boolean commit(SpoolSource source, FactBatch batch) throws IOException {
        long backoff = IDLE.toMillis();
        while (!stopping) {
            try {
                append(source, batch);
                rows.increment(batch.attempts().size() + (double) batch.calls().size());
                return true;
            } catch (RuntimeException e) {
                failures.increment();
                if (refusesData(e)) {
                    return commitSingly(source, batch);
                }
                LOG.warn("The ledger cannot be written, trying again in {} ms: {}", backoff, e.toString());
                pause(Duration.ofMillis(backoff));
                backoff = Math.min(backoff * 2, LONGEST_BACKOFF.toMillis());
            }
        }
        return false;
    }

    private boolean commitSingly(SpoolSource source, FactBatch batch) throws IOException {
        for (var single : batch.singles()) {
            var done = false;
            while (!done && !stopping) {
                try {
                    append(source, single);
                    rows.increment();
                    done = true;
                } catch (RuntimeException e) {
                    if (refusesData(e)) {
                        for (var record : single.records()) {
                            quarantine.keep(record, e);
                        }
                        done = true;
                    } else {
                        pause(LONGEST_BACKOFF);
                    }
                }
            }
            if (!done) {
                return false;
            }
        }
        return true;
    }

    /** A data exception or a violated constraint: the same rows would be refused for ever. */
    private static boolean refusesData(RuntimeException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23");
            }
        }
        return false;
    }

    /** Takes over the spools below the same home whose instances are gone. */
    private void adopt() throws IOException {
        List<Path> folders;
        try (var files = Files.list(spools)) {
            folders = files.filter(Files::isDirectory)
                    .filter(path -> !path.equals(own.folder().path()))
                    .toList();
        }
        for (var path : folders) {
            var folder = SpoolFolder.tryOpen(path);
            if (folder != null) {
                LOG.info("Reading the spool {} that a stopped instance left", path);
                orphans.add(SpoolSource.orphan(folder));
            }
        }
    }

    private void signalProgress() {
        lock.lock();
        try {
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration time) {
        lock.lock();
        try {
            if (!stopping) {
                var unused = progress.await(time.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
