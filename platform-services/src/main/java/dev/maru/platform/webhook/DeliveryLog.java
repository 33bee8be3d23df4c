package dev.maru.platform.webhook;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.RequestId;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.platform.webhook.WebhookDeliveryRepository.Progress;
import dev.maru.platform.webhook.WebhookDeliveryRepository.Tried;
import dev.maru.platform.webhook.WebhookLeaseRepository.Target;
import dev.maru.platform.webhook.WebhookSender.Work;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes down what came of an attempt, and decides what follows: done, again later, given up, or the webhook paused. */
@Component
class DeliveryLog {
    private final TenantDb db;
    private final WebhookRepository webhooks;
    private final WebhookDeliveryRepository deliveries;
    private final RetrySchedule schedule;
    private final AuditTrail audit;
    private final Clock clock;

    DeliveryLog(
            TenantDb db,
            WebhookRepository webhooks,
            WebhookDeliveryRepository deliveries,
            RetrySchedule schedule,
            AuditTrail audit,
            Clock clock) {
        this.db = db;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.schedule = schedule;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param at when the attempt began */
    void record(Work work, Instant at, WebhookAnswer answer) {
        var target = work.target();
        db.runInTenant(
                target.tenant(),
                tx -> webhooks.lock(tx, target.project(), target.webhook())
                        .ifPresent(webhook -> deliveries
                                .lock(tx, target, work.delivery().id())
                                .ifPresent(tried -> record(tx, target, webhook, tried, at, answer))));
    }

    private void record(TenantTx tx, Target target, Webhook webhook, Tried tried, Instant at, WebhookAnswer answer) {
        var now = clock.instant();
        var id = tried.delivery().id();
        int number = tried.delivery().attempts() + 1;
        deliveries.append(
                tx,
                target,
                id,
                new WebhookAttempt(number, at, answer.duration(), answer.status(), answer.fault(), answer.excerpt()));
        deliveries.count(tx, target, id, number);
        // A failure says nothing about what another attempt delivered meanwhile.
        if (answer.fault() == null || tried.delivery().state() == DeliveryState.PENDING) {
            deliveries.progress(tx, target, id, progress(tried, answer, now));
        }
        var failingSince =
                answer.fault() == null ? null : webhook.failingSince() == null ? now : webhook.failingSince();
        update(tx, target, webhook, pause(webhook, answer, failingSince, now), failingSince, now);
    }

    private Progress progress(Tried tried, WebhookAnswer answer, Instant now) {
        int tries = tried.tries() + 1;
        if (answer.fault() == null) {
            return new Progress(DeliveryState.DELIVERED, tries, now, now);
        }
        var next = answer.fault() == DeliveryFault.GONE ? null : next(tries, answer, now);
        return next == null
                ? new Progress(DeliveryState.FAILED, tries, now, now)
                : new Progress(DeliveryState.PENDING, tries, next, now);
    }

    private @Nullable Instant next(int tries, WebhookAnswer answer, Instant now) {
        return schedule.next(tries, now, answer.retryAfter()).orElse(null);
    }

    private static @Nullable PauseReason pause(
            Webhook webhook, WebhookAnswer answer, @Nullable Instant failingSince, Instant now) {
        if (!webhook.isActive()) {
            return null;
        }
        if (answer.fault() == DeliveryFault.GONE) {
            return PauseReason.GONE;
        }
        return failingSince != null && !failingSince.plus(RetrySchedule.TOTAL).isAfter(now)
                ? PauseReason.FAILING
                : null;
    }

    private void update(
            TenantTx tx,
            Target target,
            Webhook webhook,
            @Nullable PauseReason pause,
            @Nullable Instant failingSince,
            Instant now) {
        webhooks.update(
                tx,
                new Webhook(
                        webhook.id(),
                        pause == null ? webhook.version() : webhook.version() + 1,
                        webhook.project(),
                        webhook.data(),
                        pause == null ? webhook.state() : WebhookState.PAUSED,
                        pause == null ? webhook.pauseReason() : pause,
                        failingSince,
                        now,
                        webhook.oldSecretUntil(),
                        webhook.createdBy(),
                        webhook.createdAt()));
        if (pause != null) {
            var platform = new Caller(
                    new Actor.Platform("webhooks"),
                    target.tenant(),
                    target.project(),
                    Set.of(),
                    RequestId.next(),
                    null);
            audit.record(
                    tx,
                    platform,
                    AuditEvent.of(
                                    "webhook.paused",
                                    webhook.id(),
                                    webhook.data().address().origin())
                            .with(Map.of("reason", pause.wireName())));
        }
    }
}
