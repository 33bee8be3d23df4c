package dev.maru.platform.webhook;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.WebhookDeliveryId;
import dev.maru.core.id.WebhookId;
import dev.maru.core.page.Cursor;
import dev.maru.core.page.Page;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.platform.PlatformError;
import dev.maru.platform.egress.EgressGuard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** The webhooks of a project, and what became of their deliveries. */
@Service
public class WebhookService {
    /** How long deliveries are signed with the old secret too, unless somebody says otherwise. */
    public static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);

    /** The longest overlap of a rotation. */
    public static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

    /** The type of an event that nobody has to want. */
    public static final String TEST = "webhook.test";

    private static final int MOST = 20;

    private final TenantDb db;
    private final WebhookRepository webhooks;
    private final WebhookDeliveryRepository deliveries;
    private final WebhookDeliveryQuery query;
    private final WebhookEvents events;
    private final WebhookSecrets secrets;
    private final EgressGuard egress;
    private final ObjectProvider<WebhookEventTypes> types;
    private final AuditTrail audit;
    private final Clock clock;

    WebhookService(
            TenantDb db,
            WebhookRepository webhooks,
            WebhookDeliveryRepository deliveries,
            WebhookDeliveryQuery query,
            WebhookEvents events,
            WebhookSecrets secrets,
            EgressGuard egress,
            ObjectProvider<WebhookEventTypes> types,
            AuditTrail audit,
            Clock clock) {
        this.db = db;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.query = query;
        this.events = events;
        this.secrets = secrets;
        this.egress = egress;
        this.types = types;
        this.audit = audit;
        this.clock = clock;
    }

    /** What a webhook can be told of. */
    public List<String> eventTypes() {
        return types.stream()
                .flatMap(feature -> feature.names().stream())
                .sorted()
                .toList();
    }

    public IssuedWebhook create(Caller caller, WebhookData data) {
        caller.require(Permission.MANAGE_WEBHOOKS);
        var project = caller.requireProject();
        requireKnown(data.eventTypes());
        requireReachable(data.address());
        return db.inTenant(caller.tenant(), tx -> {
            if (webhooks.all(tx, project).size() >= MOST) {
                throw new PlatformException(
                        PlatformError.WEBHOOK_LIMIT, "A project has at most " + MOST + " webhooks; delete one.");
            }
            var secret = WebhookSecret.next();
            var webhook = new Webhook(
                    WebhookId.next(),
                    0,
                    project,
                    data,
                    WebhookState.ACTIVE,
                    null,
                    null,
                    null,
                    null,
                    caller.actor().name(),
                    now());
            webhooks.insert(tx, webhook, secrets.seal(tx, webhook.id(), secret));
            record(tx, caller, "webhook.created", webhook, details(data));
            return new IssuedWebhook(webhook, secret.shown());
        });
    }

    /** The webhooks of the caller's project, oldest first. */
    public List<Webhook> list(Caller caller) {
        caller.require(Permission.MANAGE_WEBHOOKS);
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> webhooks.all(tx, project));
    }

    public Webhook get(Caller caller, WebhookId id) {
        caller.require(Permission.MANAGE_WEBHOOKS);
        return db.inTenant(caller.tenant(), tx -> find(tx, caller, id));
    }

    /** Changes a webhook; one that becomes active again is told at once of what was still to be delivered. */
    public Webhook change(Caller caller, WebhookId id, WebhookChange change) {
        caller.require(Permission.MANAGE_WEBHOOKS);
        if (change.eventTypes() != null) {
            requireKnown(change.eventTypes());
        }
        if (change.address() != null) {
            requireReachable(change.address());
        }
        return db.inTenant(caller.tenant(), tx -> {
            var old = lock(tx, caller, id);
            if (old.version() != change.version()) {
                throw new PlatformException(
                        CoreError.STALE_VERSION, "Somebody changed this webhook meanwhile; look at it again and save.");
            }
            var next = changed(old, change);
            webhooks.update(tx, next);
            if (next.isActive() && !old.isActive()) {
                deliveries.restartPending(tx, next.project(), id, now());
            }
            record(tx, caller, action(old, next), next, details(next.data()));
            return next;
        });
    }

    private static Webhook changed(Webhook old, WebhookChange change) {
        var state = change.state() == null ? old.state() : change.state();
        boolean resumed = state == WebhookState.ACTIVE && !old.isActive();
        return new Webhook(
                old.id(),
                old.version() + 1,
                old.project(),
                change.applyTo(old.data()),
                state,
                state == WebhookState.ACTIVE ? null : old.isActive() ? PauseReason.BY_HAND : old.pauseReason(),
                resumed ? null : old.failingSince(),
                old.lastAttemptAt(),
                old.oldSecretUntil(),
                old.createdBy(),
                old.createdAt());
    }

    private static String action(Webhook old, Webhook next) {
        if (old.state() == next.state()) {
            return "webhook.changed";
        }
        return next.isActive() ? "webhook.resumed" : "webhook.paused";
    }

    /** Makes a new secret; for the overlap deliveries are signed with both. */
    public IssuedWebhook rotate(Caller caller, WebhookId id, Duration overlap) {
        caller.require(Permission.MANAGE_WEBHOOKS);
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw PlatformException.invalid("overlap", "choose between 0 seconds and 7 days");
        }
        return db.inTenant(caller.tenant(), tx -> {
            var webhook = lock(tx, caller, id);
            var secret = WebhookSecret.next();
            webhooks.rotate(tx, webhook, secrets.seal(tx, id, secret), now().plus(overlap));
            record(tx, caller, "webhook.secret_rotated", webhook, Map.of("overlap", overlap.toString()));
            return new IssuedWebhook(find(tx, caller, id), secret.shown());
        });
    }

    /** Removes a webhook with everything that was or is to be delivered to it. */
    public void delete(Caller caller, WebhookId id) {
        caller.require(Permission.MANAGE_WEBHOOKS);
        db.runInTenant(caller.tenant(), tx -> {
            var webhook = lock(tx, caller, id);
            webhooks.delete(tx, webhook.project(), id);
            record(tx, caller, "webhook.deleted", webhook, Map.of());
        });
    }

    /** The deliveries of the last 30 days, newest first. */
    public Page<WebhookDelivery> deliveries(Caller caller, WebhookId id, @Nullable Cursor after, int limit) {
        caller.require(Permission.MANAGE_WEBHOOKS);
        return db.inTenant(caller.tenant(), tx -> {
            var webhook = find(tx, caller, id);
            return query.page(tx, webhook.project(), id, after, limit);
        });
    }

    public WebhookDeliveryDetail delivery(Caller caller, WebhookId id, WebhookDeliveryId delivery) {
        caller.require(Permission.MANAGE_WEBHOOKS);
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> {
            var found = deliveries.find(tx, project, id, delivery).orElseThrow(() -> unknown(delivery));
            return new WebhookDeliveryDetail(found, query.attempts(tx, project, found));
        });
    }

    /** Delivers an event again at once, with the same id, and begins its schedule of retries anew. */
    public WebhookDelivery deliverAgain(Caller caller, WebhookId id, WebhookDeliveryId delivery) {
        caller.require(Permission.MANAGE_WEBHOOKS);
        return db.inTenant(caller.tenant(), tx -> {
            var webhook = lock(tx, caller, id);
            var project = webhook.project();
            if (deliveries.find(tx, project, id, delivery).isEmpty()) {
                throw unknown(delivery);
            }
            requireActive(webhook);
            deliveries.restart(tx, project, id, delivery, now());
            record(tx, caller, "webhook.delivered_again", webhook, Map.of("delivery", delivery.toString()));
            return deliveries.find(tx, project, id, delivery).orElseThrow();
        });
    }

    /** Sends an event that says nothing but that it arrives. */
    public WebhookDelivery test(Caller caller, WebhookId id) {
        caller.require(Permission.MANAGE_WEBHOOKS);
        return db.inTenant(caller.tenant(), tx -> {
            var webhook = lock(tx, caller, id);
            requireActive(webhook);
            record(tx, caller, "webhook.tested", webhook, Map.of());
            var event = new WebhookEvent(TEST, "", Map.of("webhook", id.toString()));
            return events.emitTo(tx, webhook.project(), id, event);
        });
    }

    private static void requireActive(Webhook webhook) {
        if (!webhook.isActive()) {
            throw new PlatformException(PlatformError.WEBHOOK_PAUSED, "This webhook is paused; resume it first.");
        }
    }

    private void requireKnown(Set<String> wanted) {
        var known = eventTypes();
        if (!known.containsAll(wanted)) {
            throw PlatformException.invalid("eventTypes", "use some of " + String.join(", ", known));
        }
    }

    /** Encryption is asked for wherever the way leads out of the operator's own network. */
    private void requireReachable(WebhookAddress address) {
        egress.check(address.uri());
        if (!address.isEncrypted() && !egress.isListed(address.uri().getHost(), address.port())) {
            throw PlatformException.invalid("url", "use https");
        }
    }

    private Webhook find(TenantTx tx, Caller caller, WebhookId id) {
        return webhooks.find(tx, caller.requireProject(), id).orElseThrow(() -> unknown(id));
    }

    private Webhook lock(TenantTx tx, Caller caller, WebhookId id) {
        return webhooks.lock(tx, caller.requireProject(), id).orElseThrow(() -> unknown(id));
    }

    private void record(TenantTx tx, Caller caller, String action, Webhook webhook, Map<String, String> details) {
        audit.record(
                tx,
                caller,
                AuditEvent.of(action, webhook.id(), webhook.data().address().origin())
                        .with(details));
    }

    private static Map<String, String> details(WebhookData data) {
        return Map.of("eventTypes", String.join(" ", data.sortedTypes()), "folder", data.folder());
    }

    private static PlatformException unknown(Object id) {
        return new PlatformException(CoreError.NOT_FOUND, "There is no " + id + " in this project.");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
