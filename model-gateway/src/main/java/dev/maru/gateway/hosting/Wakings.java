package dev.maru.gateway.hosting;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.TenantId;
import dev.maru.gateway.catalog.CallableConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Waits for endpoints that were found asleep: however many calls wait for one, it is asked by one of them alone. */
@Component
public class Wakings {
    private static final Logger LOG = LoggerFactory.getLogger(Wakings.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final EndpointProbe probe;
    private final HealthLog log;
    private final ConcurrentHashMap<ConnectionId, CompletableFuture<Boolean>> waking = new ConcurrentHashMap<>();

    Wakings(EndpointProbe probe, HealthLog log) {
        this.probe = probe;
        this.log = log;
    }

    /**
     * Waits until the endpoint is well.
     *
     * @param bound at most; the endpoint's own bound counts as well, from the first call that found it asleep
     * @return whether it woke up; false at once if it is awake, for then it is not sleep that a call failed by
     */
    public boolean await(TenantId tenant, CallableConnection connection, Duration bound) {
        var hosting = connection.hosting();
        if (hosting == null || !hosting.maySleep() || !bound.isPositive()) {
            return false;
        }
        var awake = waking.computeIfAbsent(connection.id(), id -> begin(tenant, connection, hosting.wakeUp()));
        try {
            return awake.get(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether calls wait for it right now. */
    boolean isWaking(ConnectionId connection) {
        return waking.containsKey(connection);
    }

    private CompletableFuture<Boolean> begin(TenantId tenant, CallableConnection connection, Duration bound) {
        var awake = new CompletableFuture<Boolean>();
        Thread.ofVirtual().name("wake-up").start(() -> {
            var woke = false;
            try {
                woke = woke(tenant, connection, System.nanoTime() + bound.toNanos());
            } catch (InterruptedException | RuntimeException e) {
                LOG.warn("Nobody waits any longer for {} to wake up", connection.slug(), e);
            } finally {
                // Removed first: whoever fails from now on begins anew.
                waking.remove(connection.id());
                awake.complete(woke);
            }
        });
        return awake;
    }

    private boolean woke(TenantId tenant, CallableConnection connection, long endNanos) throws InterruptedException {
        var finding = probe.ask(tenant, connection, false);
        if (finding.status() == EndpointStatus.UP) {
            return false;
        }
        LOG.info("The endpoint {} is asleep; calls wait for it", connection.slug());
        log.note(tenant, connection.id(), Finding.of(EndpointStatus.WAKING));
        var pause = FIRST_PAUSE;
        while (System.nanoTime() + pause.toNanos() - endNanos < 0) {
            Thread.sleep(pause);
            finding = probe.ask(tenant, connection, false);
            if (finding.status() == EndpointStatus.UP) {
                log.note(tenant, connection.id(), finding);
                return true;
            }
            // A look that began before may have said otherwise meanwhile.
            log.note(tenant, connection.id(), Finding.of(EndpointStatus.WAKING));
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        log.note(tenant, connection.id(), finding);
        return false;
    }
}
