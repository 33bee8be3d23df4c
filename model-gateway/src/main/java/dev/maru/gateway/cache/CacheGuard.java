package dev.maru.gateway.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Bounds what the cache may cost a call: a short time, a few connections of the pool at once, and a rest after a failure.
 */
@Component
class CacheGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CacheGuard.class);
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration REST = Duration.ofSeconds(5);
    private static final int AT_ONCE = 8;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final AtomicLong restsUntil = new AtomicLong(System.nanoTime());
    private final Counter given;

    CacheGuard(MeterRegistry meters) {
        given = Counter.builder("maru.cache.given.up")
                .description("Looks into the answer cache that were given up: the database was away, slow or busy")
                .register(meters);
    }

    /** The work's result, or nothing if it could not be done in time. */
    <T> Optional<T> run(Callable<Optional<T>> work) {
        if (System.nanoTime() - restsUntil.get() < 0) {
            given.increment();
            return Optional.empty();
        }
        var task = threads.submit(() -> inside(work));
        try {
            return task.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            return giveUp("it took longer than " + PATIENCE);
        } catch (ExecutionException e) {
            return giveUp(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private <T> Optional<T> inside(Callable<Optional<T>> work) throws Exception {
        room.acquire();
        try {
            return work.call();
        } finally {
            room.release();
        }
    }

    private <T> Optional<T> giveUp(String why) {
        given.increment();
        restsUntil.set(System.nanoTime() + REST.toNanos());
        LOG.warn("The answer cache rests for {}: {}", REST, why);
        return Optional.empty();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
