package dev.maru.gateway.cache;

import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Bounds what the cache may cost a call: a short time, a few connections of the pool at once, fewer for one tenant, and a
 * rest for a tenant whose look failed. What is busy is a miss and no failure.
 */
@Component
class CacheGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CacheGuard.class);
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration REST = Duration.ofSeconds(5);
    private static final int AT_ONCE = 8;
    private static final int AT_ONCE_FOR_A_TENANT = 4;

    private final TenantDb db;
    private final CachedAnswerRepository answers;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final ConcurrentHashMap<TenantId, Turn> turns = new ConcurrentHashMap<>();
    private final Counter given;

    private static final class Turn {
        final Semaphore room = new Semaphore(AT_ONCE_FOR_A_TENANT);
        final AtomicLong restsUntil = new AtomicLong(System.nanoTime());
    }

    CacheGuard(TenantDb db, CachedAnswerRepository answers, MeterRegistry meters) {
        this.db = db;
        this.answers = answers;
        given = Counter.builder("maru.cache.given.up")
                .description("Looks into the answer cache that were given up: the database was away, slow or busy")
                .register(meters);
    }

    boolean rests(TenantId tenant) {
        return System.nanoTime() - turn(tenant).restsUntil.get() < 0;
    }

    private Turn turn(TenantId tenant) {
        return turns.computeIfAbsent(tenant, _ -> new Turn());
    }

    /** The work's result, or nothing if it could not be done in time. */
    <T> Optional<T> run(TenantId tenant, Function<TenantTx, Optional<T>> work) {
        var turn = turn(tenant);
        if (rests(tenant) || !turn.room.tryAcquire()) {
            given.increment();
            return Optional.empty();
        }
        if (!room.tryAcquire()) {
            turn.room.release();
            given.increment();
            return Optional.empty();
        }
        var task = threads.submit(() -> {
            try {
                return db.inTenant(tenant, tx -> {
                    answers.bound(tx);
                    return work.apply(tx);
                });
            } finally {
                room.release();
                turn.room.release();
            }
        });
        try {
            return task.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            return giveUp(tenant, turn, "it took longer than " + PATIENCE);
        } catch (ExecutionException e) {
            return giveUp(tenant, turn, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private <T> Optional<T> giveUp(TenantId tenant, Turn turn, String why) {
        given.increment();
        turn.restsUntil.set(System.nanoTime() + REST.toNanos());
        LOG.warn("The answer cache of {} rests for {}: {}", tenant, REST, why);
        return Optional.empty();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
