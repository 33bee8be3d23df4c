package dev.maru.platform.webhook;

import static dev.maru.db.platform.Tables.WEBHOOK_ATTEMPT;
import static dev.maru.db.platform.Tables.WEBHOOK_DELIVERY;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.WebhookDeliveryId;
import dev.maru.core.id.WebhookId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.db.platform.tables.records.WebhookDeliveryRecord;
import dev.maru.platform.webhook.WebhookLeaseRepository.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Records;
import org.springframework.stereotype.Repository;

/** Rows of deliveries and of what was tried. */
@Repository
class WebhookDeliveryRepository {
    /** A delivery with how far it is in the schedule of retries. */
    record Tried(WebhookDelivery delivery, int tries) {}

    /** @param dueAt when it is tried next, if it is pending */
    record Progress(DeliveryState state, int tries, Instant dueAt, Instant at) {}

    void insert(TenantTx tx, ProjectId project, WebhookDelivery delivery) {
        tx.sql()
                .insertInto(WEBHOOK_DELIVERY)
                .set(WEBHOOK_DELIVERY.TENANT_ID, tx.tenant())
                .set(WEBHOOK_DELIVERY.PROJECT_ID, project)
                .set(WEBHOOK_DELIVERY.WEBHOOK_ID, delivery.webhook())
                .set(WEBHOOK_DELIVERY.WEBHOOK_DELIVERY_ID, delivery.id())
                .set(WEBHOOK_DELIVERY.EVENT_TYPE, delivery.eventType())
                .set(WEBHOOK_DELIVERY.BODY, delivery.body())
                .set(WEBHOOK_DELIVERY.STATE, delivery.state().wireName())
                .set(WEBHOOK_DELIVERY.DUE_AT, delivery.dueAt())
                .set(WEBHOOK_DELIVERY.CREATED_AT, delivery.createdAt())
                .execute();
    }

    Optional<WebhookDelivery> find(TenantTx tx, ProjectId project, WebhookId webhook, WebhookDeliveryId id) {
        return tx.sql()
                .selectFrom(WEBHOOK_DELIVERY)
                .where(row(tx, project, webhook, id))
                .fetchOptional(WebhookDeliveryRepository::toDelivery);
    }

    /** Nobody else changes it until the transaction ends. */
    Optional<Tried> lock(TenantTx tx, Target target, WebhookDeliveryId id) {
        return tx.sql()
                .selectFrom(WEBHOOK_DELIVERY)
                .where(row(tx, target.project(), target.webhook(), id))
                .forUpdate()
                .fetchOptional(row -> new Tried(toDelivery(row), row.getTries()));
    }

    /** The first that is due, in the order in which the events happened. */
    Optional<WebhookDelivery> nextDue(TenantTx tx, Target target, Instant now) {
        return tx.sql()
                .selectFrom(WEBHOOK_DELIVERY)
                .where(of(tx, target.project(), target.webhook()))
                .and(WEBHOOK_DELIVERY.STATE.eq(DeliveryState.PENDING.wireName()))
                .and(WEBHOOK_DELIVERY.DUE_AT.le(now))
                .orderBy(WEBHOOK_DELIVERY.NUMBER)
                .limit(1)
                .fetchOptional(WebhookDeliveryRepository::toDelivery);
    }

    void append(TenantTx tx, Target target, WebhookDeliveryId id, WebhookAttempt attempt) {
        var fault = attempt.fault();
        tx.sql()
                .insertInto(WEBHOOK_ATTEMPT)
                .set(WEBHOOK_ATTEMPT.TENANT_ID, tx.tenant())
                .set(WEBHOOK_ATTEMPT.PROJECT_ID, target.project())
                .set(WEBHOOK_ATTEMPT.WEBHOOK_ID, target.webhook())
                .set(WEBHOOK_ATTEMPT.WEBHOOK_DELIVERY_ID, id)
                .set(WEBHOOK_ATTEMPT.NUMBER, attempt.number())
                .set(WEBHOOK_ATTEMPT.ATTEMPTED_AT, attempt.at())
                .set(WEBHOOK_ATTEMPT.MILLIS, Math.toIntExact(attempt.duration().toMillis()))
                .set(WEBHOOK_ATTEMPT.STATUS, attempt.status())
                .set(WEBHOOK_ATTEMPT.FAULT, fault == null ? null : fault.wireName())
                .set(WEBHOOK_ATTEMPT.ANSWER, attempt.answer())
                .execute();
    }

    /** Counts an attempt that changes nothing else. */
    void count(TenantTx tx, Target target, WebhookDeliveryId id, int attempts) {
        tx.sql()
                .update(WEBHOOK_DELIVERY)
                .set(WEBHOOK_DELIVERY.ATTEMPTS, attempts)
                .where(row(tx, target.project(), target.webhook(), id))
                .execute();
    }

    void progress(TenantTx tx, Target target, WebhookDeliveryId id, Progress progress) {
        tx.sql()
                .update(WEBHOOK_DELIVERY)
                .set(WEBHOOK_DELIVERY.STATE, progress.state().wireName())
                .set(WEBHOOK_DELIVERY.TRIES, progress.tries())
                .set(WEBHOOK_DELIVERY.DUE_AT, progress.dueAt())
                .set(WEBHOOK_DELIVERY.FINISHED_AT, progress.state() == DeliveryState.PENDING ? null : progress.at())
                .where(row(tx, target.project(), target.webhook(), id))
                .execute();
    }

    /** Begins the schedule of retries anew; false if there is no such delivery. */
    boolean restart(TenantTx tx, ProjectId project, WebhookId webhook, WebhookDeliveryId id, Instant now) {
        return restart(tx, row(tx, project, webhook, id), now) == 1;
    }

    /** The same for all that wait. */
    void restartPending(TenantTx tx, ProjectId project, WebhookId webhook, Instant now) {
        restart(tx, of(tx, project, webhook).and(WEBHOOK_DELIVERY.STATE.eq(DeliveryState.PENDING.wireName())), now);
    }

    private static int restart(TenantTx tx, Condition which, Instant now) {
        return tx.sql()
                .update(WEBHOOK_DELIVERY)
                .set(WEBHOOK_DELIVERY.STATE, DeliveryState.PENDING.wireName())
                .set(WEBHOOK_DELIVERY.TRIES, 0)
                .set(WEBHOOK_DELIVERY.DUE_AT, now)
                .setNull(WEBHOOK_DELIVERY.FINISHED_AT)
                .where(which)
                .execute();
    }

    /** The webhooks of all tenants that have deliveries from before. */
    List<Target> withOlder(SystemTx tx, Instant before, int limit) {
        return tx.sql()
                .selectDistinct(WEBHOOK_DELIVERY.TENANT_ID, WEBHOOK_DELIVERY.PROJECT_ID, WEBHOOK_DELIVERY.WEBHOOK_ID)
                .from(WEBHOOK_DELIVERY)
                .where(WEBHOOK_DELIVERY.CREATED_AT.lt(before))
                .limit(limit)
                .fetch(Records.mapping(Target::new));
    }

    void deleteOlder(TenantTx tx, Target target, Instant before) {
        tx.sql()
                .deleteFrom(WEBHOOK_DELIVERY)
                .where(of(tx, target.project(), target.webhook()))
                .and(WEBHOOK_DELIVERY.CREATED_AT.lt(before))
                .execute();
    }

    private static Condition row(TenantTx tx, ProjectId project, WebhookId webhook, WebhookDeliveryId id) {
        return of(tx, project, webhook).and(WEBHOOK_DELIVERY.WEBHOOK_DELIVERY_ID.eq(id));
    }

    static Condition of(TenantTx tx, ProjectId project, WebhookId webhook) {
        return WEBHOOK_DELIVERY
                .TENANT_ID
                .eq(tx.tenant())
                .and(WEBHOOK_DELIVERY.PROJECT_ID.eq(project))
                .and(WEBHOOK_DELIVERY.WEBHOOK_ID.eq(webhook));
    }

    static WebhookDelivery toDelivery(WebhookDeliveryRecord row) {
        return new WebhookDelivery(
                row.getWebhookDeliveryId(),
                row.getWebhookId(),
                row.getEventType(),
                row.getBody(),
                DeliveryState.ofWireName(row.getState()),
                row.getAttempts(),
                row.getDueAt(),
                row.getCreatedAt(),
                row.getFinishedAt());
    }
}
