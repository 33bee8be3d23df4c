package dev.maru.access.audit;

import static dev.maru.db.access.Tables.AUDIT;
import static dev.maru.db.access.Tables.AUDIT_SEAL;
import static dev.maru.db.access.Tables.AUDIT_UNSEALED;
import static dev.maru.db.access.Tables.MEMBER;

import dev.maru.access.audit.AuditEntry.ActorKind;
import dev.maru.core.id.AuditId;
import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.db.access.tables.records.AuditRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of the audit trail and of its seals; neither is ever changed. */
@Component
class AuditRepository {
    private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

    private final JsonMapper json;

    AuditRepository(JsonMapper json) {
        this.json = json;
    }

    void insert(TenantTx tx, AuditEntry entry) {
        insert(tx.sql(), tx.tenant(), entry);
    }

    void insert(SystemTx tx, TenantId tenant, AuditEntry entry) {
        insert(tx.sql(), tenant, entry);
    }

    private void insert(DSLContext sql, TenantId tenant, AuditEntry entry) {
        sql.insertInto(AUDIT)
                .set(AUDIT.TENANT_ID, tenant)
                .set(AUDIT.AUDIT_ID, entry.id())
                .set(AUDIT.PROJECT_ID, entry.project())
                .set(AUDIT.AT, entry.at())
                .set(AUDIT.ACTOR_KIND, entry.actorKind().name().toLowerCase(Locale.ROOT))
                .set(AUDIT.ACTOR_ID, entry.actorId())
                .set(AUDIT.ACTOR_NAME, entry.actorName())
                .set(AUDIT.ACTION, entry.action())
                .set(AUDIT.TARGET_ID, entry.targetId())
                .set(AUDIT.TARGET_NAME, entry.targetName())
                .set(AUDIT.DETAILS, JSONB.jsonb(json.writeValueAsString(entry.details())))
                .set(AUDIT.REQUEST_ID, entry.requestId())
                .set(AUDIT.ADDRESS, entry.address())
                .execute();
        sql.insertInto(AUDIT_UNSEALED)
                .set(AUDIT_UNSEALED.TENANT_ID, tenant)
                .set(AUDIT_UNSEALED.AUDIT_ID, entry.id())
                .execute();
    }

    /** The tenants in whose trails an act on a person stands. */
    List<TenantId> tenantsOf(SystemTx tx, UserId user) {
        return tx.sql()
                .select(MEMBER.TENANT_ID)
                .from(MEMBER)
                .where(MEMBER.USER_ID.eq(user))
                .and(MEMBER.STATE.ne("deleted"))
                .fetch(MEMBER.TENANT_ID);
    }

    List<TenantId> tenantsWithUnsealed(SystemTx tx) {
        return tx.sql()
                .selectDistinct(AUDIT_UNSEALED.TENANT_ID)
                .from(AUDIT_UNSEALED)
                .fetch(AUDIT_UNSEALED.TENANT_ID);
    }

    /** Entries that wait for their seal, in the order of their ids; others that seal this tenant wait. */
    List<AuditEntry> lockUnsealed(SystemTx tx, TenantId tenant, int limit) {
        tx.sql()
                .execute(
                        "select pg_advisory_xact_lock(hashtextextended('audit-seal', {0}))",
                        DSL.val(tenant.value().getLeastSignificantBits()));
        return tx.sql()
                .select(AUDIT.fields())
                .from(AUDIT)
                .join(AUDIT_UNSEALED)
                .on(AUDIT_UNSEALED.TENANT_ID.eq(AUDIT.TENANT_ID))
                .and(AUDIT_UNSEALED.AUDIT_ID.eq(AUDIT.AUDIT_ID))
                .where(AUDIT_UNSEALED.TENANT_ID.eq(tenant))
                .orderBy(AUDIT.AUDIT_ID)
                .limit(limit)
                .fetch(row -> toEntry(row.into(AUDIT)));
    }

    Optional<Seal> lastSeal(SystemTx tx, TenantId tenant) {
        return tx.sql()
                .selectFrom(AUDIT_SEAL)
                .where(AUDIT_SEAL.TENANT_ID.eq(tenant))
                .orderBy(AUDIT_SEAL.SEQ.desc())
                .limit(1)
                .fetchOptional(row -> new Seal(row.getSeq(), row.getAuditId(), row.getPrevHash(), row.getHash()));
    }

    void seal(SystemTx tx, TenantId tenant, Seal seal) {
        tx.sql()
                .insertInto(AUDIT_SEAL)
                .set(AUDIT_SEAL.TENANT_ID, tenant)
                .set(AUDIT_SEAL.SEQ, seal.seq())
                .set(AUDIT_SEAL.AUDIT_ID, seal.auditId())
                .set(AUDIT_SEAL.PREV_HASH, seal.previous())
                .set(AUDIT_SEAL.HASH, seal.hash())
                .execute();
        tx.sql()
                .deleteFrom(AUDIT_UNSEALED)
                .where(AUDIT_UNSEALED.TENANT_ID.eq(tenant))
                .and(AUDIT_UNSEALED.AUDIT_ID.eq(seal.auditId()))
                .execute();
    }

    /** The chain in its order, each link with its entry; the entry is missing where somebody deleted it. */
    Stream<Link> chain(TenantTx tx) {
        return tx.sql()
                .select(AUDIT_SEAL.SEQ, AUDIT_SEAL.AUDIT_ID, AUDIT_SEAL.PREV_HASH, AUDIT_SEAL.HASH)
                .select(AUDIT.fields())
                .from(AUDIT_SEAL)
                .leftJoin(AUDIT)
                .on(AUDIT.TENANT_ID.eq(AUDIT_SEAL.TENANT_ID))
                .and(AUDIT.AUDIT_ID.eq(AUDIT_SEAL.AUDIT_ID))
                .where(AUDIT_SEAL.TENANT_ID.eq(tx.tenant()))
                .orderBy(AUDIT_SEAL.SEQ)
                .fetchSize(500)
                .fetchStream()
                .map(row -> new Link(
                        new Seal(
                                row.get(AUDIT_SEAL.SEQ),
                                row.get(AUDIT_SEAL.AUDIT_ID),
                                row.get(AUDIT_SEAL.PREV_HASH),
                                row.get(AUDIT_SEAL.HASH)),
                        row.get(AUDIT.AUDIT_ID) == null ? Optional.empty() : Optional.of(toEntry(row.into(AUDIT)))));
    }

    /** How many entries have no seal, and the oldest of them that is not even waiting for one. */
    Unsealed unsealed(TenantTx tx) {
        var withoutSeal = AUDIT.TENANT_ID
                .eq(tx.tenant())
                .andNotExists(DSL.selectOne()
                        .from(AUDIT_SEAL)
                        .where(AUDIT_SEAL.TENANT_ID.eq(AUDIT.TENANT_ID))
                        .and(AUDIT_SEAL.AUDIT_ID.eq(AUDIT.AUDIT_ID)));
        var forgotten = tx.sql()
                .select(AUDIT.AUDIT_ID)
                .from(AUDIT)
                .where(withoutSeal)
                .andNotExists(DSL.selectOne()
                        .from(AUDIT_UNSEALED)
                        .where(AUDIT_UNSEALED.TENANT_ID.eq(AUDIT.TENANT_ID))
                        .and(AUDIT_UNSEALED.AUDIT_ID.eq(AUDIT.AUDIT_ID)))
                .orderBy(AUDIT.AUDIT_ID)
                .limit(1)
                .fetchOptional(AUDIT.AUDIT_ID);
        return new Unsealed(tx.sql().fetchCount(AUDIT, withoutSeal), forgotten);
    }

    AuditEntry toEntry(AuditRecord row) {
        return new AuditEntry(
                row.getAuditId(),
                row.getProjectId(),
                row.getAt(),
                ActorKind.valueOf(row.getActorKind().toUpperCase(Locale.ROOT)),
                row.getActorId(),
                row.getActorName(),
                row.getAction(),
                row.getTargetId(),
                row.getTargetName(),
                json.readValue(row.getDetails().data(), DETAILS),
                row.getRequestId(),
                row.getAddress());
    }

    record Unsealed(long count, Optional<AuditId> forgotten) {}

    record Link(Seal seal, Optional<AuditEntry> entry) {}
}
