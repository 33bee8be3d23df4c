package dev.maru.platform.webhook;

import dev.maru.core.id.Ids;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.platform.webhook.WebhookLeaseRepository.Receiver;
import dev.maru.platform.webhook.WebhookLeaseRepository.Target;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/**
 * Delivers what is due for one webhook, one after the other, while it holds the webhook's lease. A lease outlasts a
 * request by far, and is renewed before each: no other worker sends meanwhile. If this one dies, the lease runs out and
 * the delivery is still pending.
 */
@Component
class WebhookSender {
    static final Duration LEASE = Duration.ofSeconds(60);

    /** After so many, or so long, the others have their turn. */
    private static final int BATCH = 50;

    private static final Duration TURN = Duration.ofSeconds(20);

    /** A delivery that this worker alone may send now. */
    record Work(Target target, WebhookDelivery delivery, Receiver receiver) {}

    private final TenantDb db;
    private final WebhookLeaseRepository leases;
    private final WebhookDeliveryRepository deliveries;
    private final WebhookSecrets secrets;
    private final WebhookClient client;
    private final DeliveryLog log;
    private final Clock clock;

    WebhookSender(
            TenantDb db,
            WebhookLeaseRepository leases,
            WebhookDeliveryRepository deliveries,
            WebhookSecrets secrets,
            WebhookClient client,
            DeliveryLog log,
            Clock clock) {
        this.db = db;
        this.leases = leases;
        this.deliveries = deliveries;
        this.secrets = secrets;
        this.client = client;
        this.log = log;
        this.clock = clock;
    }

    /** @param goOn asked before each delivery, false once the program ends */
    void deliver(Target target, BooleanSupplier goOn) {
        var lease = Ids.timeOrdered();
        if (!claim(target, lease)) {
            return;
        }
        try {
            var end = clock.instant().plus(TURN);
            for (int sent = 0;
                    sent < BATCH && goOn.getAsBoolean() && clock.instant().isBefore(end);
                    sent++) {
                var work = next(target, lease);
                if (work.isEmpty()) {
                    break;
                }
                send(work.get());
            }
        } finally {
            db.runInTenant(target.tenant(), tx -> leases.release(tx, target, lease));
        }
    }

    boolean claim(Target target, UUID lease) {
        var now = clock.instant();
        return db.inTenant(target.tenant(), tx -> leases.claim(tx, target, lease, now, now.plus(LEASE)));
    }

    Optional<Work> next(Target target, UUID lease) {
        var now = clock.instant();
        return db.inTenant(
                target.tenant(),
                tx -> leases.renew(tx, target, lease, now.plus(LEASE))
                        .flatMap(receiver -> deliveries
                                .nextDue(tx, target, now)
                                .map(delivery -> new Work(target, delivery, receiver))));
    }

    private void send(Work work) {
        var at = clock.instant();
        log.record(work, at, request(work));
    }

    WebhookAnswer request(Work work) {
        var at = clock.instant();
        var target = work.target();
        var delivery = work.delivery();
        var keys = secrets.open(target.tenant(), target.webhook(), work.receiver(), at);
        var id = delivery.id().toString();
        return client.send(new WebhookRequest(
                URI.create(work.receiver().url()),
                id,
                at,
                WebhookSignature.header(keys, id, at, delivery.body()),
                delivery.body()));
    }
}
