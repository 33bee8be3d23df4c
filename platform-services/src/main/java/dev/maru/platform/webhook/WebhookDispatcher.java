package dev.maru.platform.webhook;

import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.platform.webhook.WebhookLeaseRepository.Target;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks in every tenant for webhooks with something to deliver and gives each a thread of its own, so that a slow
 * receiver holds up nobody but itself; one tenant gets a part of the threads only.
 */
@Component
class WebhookDispatcher implements AutoCloseable {
    static final Duration KEPT = Duration.ofDays(30);
    private static final Logger LOG = LoggerFactory.getLogger(WebhookDispatcher.class);
    private static final int LOOK = 500;
    private static final int MOST = 64;
    private static final int MOST_OF_A_TENANT = 8;

    private final SystemDb system;
    private final TenantDb db;
    private final WebhookLeaseRepository leases;
    private final WebhookDeliveryRepository deliveries;
    private final WebhookSender sender;
    private final Clock clock;
    private final Set<Target> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("webhook-", 0).factory());
    private volatile boolean closed;

    WebhookDispatcher(
            SystemDb system,
            TenantDb db,
            WebhookLeaseRepository leases,
            WebhookDeliveryRepository deliveries,
            WebhookSender sender,
            Clock clock) {
        this.system = system;
        this.db = db;
        this.leases = leases;
        this.deliveries = deliveries;
        this.sender = sender;
        this.clock = clock;
    }

    /** Starts what there is room for, and returns at once. */
    void look() {
        var now = clock.instant();
        for (var target : system.inSystem(tx -> leases.due(tx, now, MOST_OF_A_TENANT, LOOK))) {
            if (closed || running.size() >= MOST) {
                return;
            }
            if (ofTenant(target) < MOST_OF_A_TENANT && running.add(target)) {
                threads.execute(() -> deliver(target));
            }
        }
    }

    private long ofTenant(Target target) {
        return running.stream()
                .filter(other -> other.tenant().equals(target.tenant()))
                .count();
    }

    private void deliver(Target target) {
        try {
            sender.deliver(target, () -> !closed);
        } catch (RuntimeException e) {
            // What was not delivered is still due; the next look takes it up again.
            LOG.error("The deliveries to {} stopped", target.webhook(), e);
        } finally {
            running.remove(target);
        }
    }

    void deleteOld() {
        var before = clock.instant().minus(KEPT);
        for (var target : system.inSystem(tx -> deliveries.withOlder(tx, before, LOOK))) {
            db.runInTenant(target.tenant(), tx -> deliveries.deleteOlder(tx, target, before));
        }
    }

    /** Waits for requests that are on their way; each ends within seconds. */
    @Override
    public void close() {
        closed = true;
        threads.close();
    }
}
