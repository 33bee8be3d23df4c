package dev.maru.platform.webhook;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.platform.egress.EgressGuard;
import dev.maru.platform.secret.SecretVault;
import dev.maru.platform.webhook.WebhookLeaseRepository.Target;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Webhooks as one replica has them, on a test database; two of them are two replicas. */
final class WebhookStack implements AutoCloseable {
    static final String THING = "test.thing.made";
    static final String OTHER = "test.thing.lost";

    final List<AuditEvent> audited = new CopyOnWriteArrayList<>();
    final WebhookService service;
    final WebhookEvents events;
    final WebhookSender sender;
    final DeliveryLog log;
    final WebhookDispatcher dispatcher;
    private final TenantDb db;
    private final WebhookClient client;

    WebhookStack(TestDatabase database, Clock clock, List<String> allowed) {
        var webhooks = new WebhookRepository();
        var deliveries = new WebhookDeliveryRepository();
        var leases = new WebhookLeaseRepository();
        var secrets = new WebhookSecrets(SecretVault.withKey(new byte[32], database.systemDb(), clock));
        var egress = new EgressGuard(allowed);
        var types = new StaticListableBeanFactory(Map.of("types", WebhookEventTypes.of(THING, OTHER)))
                .getBeanProvider(WebhookEventTypes.class);
        AuditTrail audit = (tx, caller, event) -> audited.add(event);
        db = database.tenantDb();
        client = new WebhookClient(egress);
        events = new WebhookEvents(webhooks, deliveries, clock);
        service = new WebhookService(
                db, webhooks, deliveries, new WebhookDeliveryQuery(), events, secrets, egress, types, audit, clock);
        log = new DeliveryLog(db, webhooks, deliveries, new RetrySchedule(new Random(1)), audit, clock);
        sender = new WebhookSender(db, leases, deliveries, secrets, client, log, clock);
        dispatcher = new WebhookDispatcher(database.systemDb(), db, leases, deliveries, sender, clock);
    }

    static Caller admin(TestTenant tenant) {
        return tenant.caller(Role.ADMIN);
    }

    IssuedWebhook create(TestTenant tenant, String url) {
        return service.create(admin(tenant), new WebhookData(new WebhookAddress(url), Set.of(THING), "", "for tests"));
    }

    void emit(TestTenant tenant, String subject) {
        db.runInTenant(
                tenant.tenant(),
                tx -> events.emit(tx, tenant.project(), new WebhookEvent(THING, subject, Map.of("name", subject))));
    }

    List<WebhookDelivery> deliveries(TestTenant tenant, Webhook webhook) {
        return service.deliveries(admin(tenant), webhook.id(), null, 100).items();
    }

    /** Delivers what is due, in the thread of the test. */
    void deliver(TestTenant tenant, Webhook webhook) {
        sender.deliver(target(tenant, webhook), () -> true);
    }

    static Target target(TestTenant tenant, Webhook webhook) {
        return new Target(tenant.tenant(), tenant.project(), webhook.id());
    }

    @Override
    public void close() {
        dispatcher.close();
        try {
            client.close();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
