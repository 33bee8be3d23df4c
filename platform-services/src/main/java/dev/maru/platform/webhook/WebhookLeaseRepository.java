package dev.maru.platform.webhook;

import static dev.maru.db.platform.Tables.WEBHOOK;
import static dev.maru.db.platform.Tables.WEBHOOK_DELIVERY;
import static java.util.Objects.requireNonNull;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.partitionBy;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.TenantId;
import dev.maru.core.id.WebhookId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Records;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Which worker delivers for which webhook. */
@Repository
class WebhookLeaseRepository {
    /** A webhook of some tenant. */
    record Target(TenantId tenant, ProjectId project, WebhookId webhook) {}

    /** What a delivery needs to know, as it is now; the secrets are sealed. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Receiver(
            String url,
            byte[] secret,
            byte @Nullable [] oldSecret,
            @Nullable Instant oldSecretUntil) {}

    /**
     * Active webhooks with something to deliver that no worker holds, those that waited longest first.
     *
     * @param each at most so many of one tenant, so that none crowds the others out
     */
    List<Target> due(SystemTx tx, Instant now, int each, int limit) {
        var turn = rowNumber()
                .over(partitionBy(WEBHOOK.TENANT_ID)
                        .orderBy(WEBHOOK.LAST_ATTEMPT_AT.asc().nullsFirst()))
                .as("turn");
        var due = select(WEBHOOK.TENANT_ID, WEBHOOK.PROJECT_ID, WEBHOOK.WEBHOOK_ID, WEBHOOK.LAST_ATTEMPT_AT, turn)
                .from(WEBHOOK)
                .where(WEBHOOK.STATE.eq(WebhookState.ACTIVE.wireName()))
                .and(free(now))
                .and(exists(selectOne()
                        .from(WEBHOOK_DELIVERY)
                        .where(WEBHOOK_DELIVERY.TENANT_ID.eq(WEBHOOK.TENANT_ID))
                        .and(WEBHOOK_DELIVERY.PROJECT_ID.eq(WEBHOOK.PROJECT_ID))
                        .and(WEBHOOK_DELIVERY.WEBHOOK_ID.eq(WEBHOOK.WEBHOOK_ID))
                        .and(WEBHOOK_DELIVERY.STATE.eq(DeliveryState.PENDING.wireName()))
                        .and(WEBHOOK_DELIVERY.DUE_AT.le(now))))
                .asTable("due");
        return tx.sql()
                .select(due.field(WEBHOOK.TENANT_ID), due.field(WEBHOOK.PROJECT_ID), due.field(WEBHOOK.WEBHOOK_ID))
                .from(due)
                .where(requireNonNull(due.field(turn)).le(each))
                .orderBy(
                        requireNonNull(due.field(WEBHOOK.LAST_ATTEMPT_AT)).asc().nullsFirst())
                .limit(limit)
                .fetch(Records.mapping(Target::new));
    }

    /** Takes the lease; false if another worker has it, or there is nothing to be had any more. */
    boolean claim(TenantTx tx, Target target, UUID lease, Instant now, Instant until) {
        return tx.sql()
                        .update(WEBHOOK)
                        .set(WEBHOOK.LEASE_ID, lease)
                        .set(WEBHOOK.LEASE_UNTIL, until)
                        .where(row(tx, target))
                        .and(WEBHOOK.STATE.eq(WebhookState.ACTIVE.wireName()))
                        .and(free(now))
                        .execute()
                == 1;
    }

    /** Holds the lease for longer; empty if it went to another worker, or the webhook was paused or deleted. */
    Optional<Receiver> renew(TenantTx tx, Target target, UUID lease, Instant until) {
        return tx.sql()
                .update(WEBHOOK)
                .set(WEBHOOK.LEASE_UNTIL, until)
                .where(row(tx, target))
                .and(WEBHOOK.LEASE_ID.eq(lease))
                .and(WEBHOOK.STATE.eq(WebhookState.ACTIVE.wireName()))
                .returningResult(WEBHOOK.URL, WEBHOOK.SECRET, WEBHOOK.OLD_SECRET, WEBHOOK.OLD_SECRET_UNTIL)
                .fetchOptional(Records.mapping(Receiver::new));
    }

    void release(TenantTx tx, Target target, UUID lease) {
        tx.sql()
                .update(WEBHOOK)
                .setNull(WEBHOOK.LEASE_ID)
                .setNull(WEBHOOK.LEASE_UNTIL)
                .where(row(tx, target))
                .and(WEBHOOK.LEASE_ID.eq(lease))
                .execute();
    }

    private static Condition free(Instant now) {
        return WEBHOOK.LEASE_UNTIL.isNull().or(WEBHOOK.LEASE_UNTIL.le(now));
    }

    private static Condition row(TenantTx tx, Target target) {
        return WEBHOOK.TENANT_ID
                .eq(tx.tenant())
                .and(WEBHOOK.PROJECT_ID.eq(target.project()))
                .and(WEBHOOK.WEBHOOK_ID.eq(target.webhook()));
    }
}
