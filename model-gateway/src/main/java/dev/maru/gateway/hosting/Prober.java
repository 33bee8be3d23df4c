package dev.maru.gateway.hosting;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.TenantId;
import dev.maru.gateway.GatewaySettings;
import dev.maru.gateway.catalog.CallableConnection;
import dev.maru.gateway.catalog.Catalog;
import dev.maru.gateway.catalog.HostedTenants;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Looks at every self-hosted endpoint every few seconds, on each replica, away from the calls: whatever happens here, they
 * go on. An endpoint that may sleep is looked at only while it is called: being asked would keep it awake. See
 * docs/decisions/0015-self-hosted-endpoints.md.
 */
@Component
class Prober implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Prober.class);
    private static final int MOST_AT_A_TIME = 64;
    /** Models change seldom; adapters come and go with a deployment. */
    private static final int LOOKS_PER_LIST = 10;

    private static final long AWAKE_NANOS = Duration.ofMinutes(1).toNanos();

    private final HostedTenants tenants;
    private final Catalog catalog;
    private final EndpointProbe probe;
    private final Endpoints endpoints;
    private final Wakings wakings;
    private final HealthLog log;
    private final Duration interval;
    private final ExecutorService looks = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(MOST_AT_A_TIME);
    private final Set<ConnectionId> looking = ConcurrentHashMap.newKeySet();
    private List<TenantId> known = List.of();
    private long round;
    private @Nullable Thread loop;

    Prober(
            HostedTenants tenants,
            Catalog catalog,
            EndpointProbe probe,
            Endpoints endpoints,
            Wakings wakings,
            HealthLog log,
            GatewaySettings settings) {
        this.tenants = tenants;
        this.catalog = catalog;
        this.probe = probe;
        this.endpoints = endpoints;
        this.wakings = wakings;
        this.log = log;
        this.interval = settings.probeInterval();
    }

    @EventListener(ApplicationReadyEvent.class)
    synchronized void start() {
        if (loop == null && interval.isPositive()) {
            loop = Thread.ofVirtual().name("endpoint-prober").start(this::run);
        }
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                lookAtAll();
            } catch (RuntimeException e) {
                LOG.warn("The self-hosted endpoints could not be looked at; the next look is in {}", interval, e);
            }
            try {
                Thread.sleep(interval);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void lookAtAll() {
        round++;
        try {
            known = tenants.list();
        } catch (RuntimeException e) {
            LOG.debug("The tenants with own endpoints could not be read; those known are looked at", e);
        }
        for (var tenant : known) {
            for (var connection : catalog.of(tenant).endpoints()) {
                look(tenant, connection);
            }
        }
    }

    /** One look at an endpoint at a time; a slow one is left out until it answers. */
    private void look(TenantId tenant, CallableConnection connection) {
        if (connection.baseUrl() == null || wakings.isWaking(connection.id()) || !looking.add(connection.id())) {
            return;
        }
        if (!room.tryAcquire()) {
            looking.remove(connection.id());
            return;
        }
        looks.execute(() -> {
            try {
                var finding = found(tenant, connection);
                // Who waits for it to wake up knows better by now.
                if (!wakings.isWaking(connection.id())) {
                    log.note(tenant, connection.id(), finding);
                }
            } catch (RuntimeException e) {
                LOG.debug("A look at {} failed", connection.slug(), e);
            } finally {
                room.release();
                looking.remove(connection.id());
            }
        });
    }

    private Finding found(TenantId tenant, CallableConnection connection) {
        var endpoint = endpoints.of(tenant, connection);
        var hosting = connection.hosting();
        if (hosting != null && hosting.maySleep() && !endpoint.usedWithin(AWAKE_NANOS, System.nanoTime())) {
            return Finding.of(EndpointStatus.RESTING);
        }
        var finding = probe.ask(tenant, connection, log.lacksModels(connection.id()) || round % LOOKS_PER_LIST == 0);
        endpoint.heard(finding.metrics(), System.nanoTime());
        return finding;
    }

    @Override
    public void close() {
        var running = loop;
        if (running != null) {
            running.interrupt();
        }
        looks.shutdownNow();
    }
}
