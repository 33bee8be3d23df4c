package dev.maru.gateway.call;

import static dev.maru.db.gateway.Tables.PAYLOAD_POLICY;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Repository;

/** Stores which projects keep what is said. */
@Repository
class PayloadPolicyRepository {
    Optional<PayloadPolicy> find(TenantTx tx, ProjectId project) {
        return tx.sql()
                .selectFrom(PAYLOAD_POLICY)
                .where(PAYLOAD_POLICY.TENANT_ID.eq(tx.tenant()), PAYLOAD_POLICY.PROJECT_ID.eq(project))
                .fetchOptional(PayloadPolicyRepository::policy);
    }

    /** Stores the policy unless somebody stored another since the one that was read; false then. */
    boolean store(TenantTx tx, ProjectId project, PayloadPolicy policy) {
        return tx.sql()
                        .insertInto(PAYLOAD_POLICY)
                        .set(PAYLOAD_POLICY.TENANT_ID, tx.tenant())
                        .set(PAYLOAD_POLICY.PROJECT_ID, project)
                        .set(PAYLOAD_POLICY.CAPTURE, policy.capture().wireName())
                        .set(PAYLOAD_POLICY.RETENTION_DAYS, policy.retentionDays())
                        .set(PAYLOAD_POLICY.VERSION, policy.version() + 1)
                        .onConflict(PAYLOAD_POLICY.TENANT_ID, PAYLOAD_POLICY.PROJECT_ID)
                        .doUpdate()
                        .set(PAYLOAD_POLICY.CAPTURE, policy.capture().wireName())
                        .set(PAYLOAD_POLICY.RETENTION_DAYS, policy.retentionDays())
                        .set(PAYLOAD_POLICY.VERSION, policy.version() + 1)
                        .where(PAYLOAD_POLICY.VERSION.eq(policy.version()))
                        .execute()
                == 1;
    }

    Map<ProjectId, PayloadPolicy> ofTenant(SystemTx tx, TenantId tenant) {
        return tx.sql()
                .selectFrom(PAYLOAD_POLICY)
                .where(PAYLOAD_POLICY.TENANT_ID.eq(tenant))
                .fetchMap(PAYLOAD_POLICY.PROJECT_ID, PayloadPolicyRepository::policy);
    }

    /** The longest time that any project keeps payloads. */
    int longestRetentionDays(SystemTx tx) {
        var days = tx.sql()
                .select(DSL.max(PAYLOAD_POLICY.RETENTION_DAYS))
                .from(PAYLOAD_POLICY)
                .fetchOne(0, Integer.class);
        return days == null ? PayloadPolicy.NOTHING_KEPT.retentionDays() : days;
    }

    private static PayloadPolicy policy(Record row) {
        return new PayloadPolicy(
                PayloadPolicy.Capture.ofWireName(row.get(PAYLOAD_POLICY.CAPTURE)),
                row.get(PAYLOAD_POLICY.RETENTION_DAYS),
                row.get(PAYLOAD_POLICY.VERSION));
    }
}
