package dev.maru.gateway.guard;

import static dev.maru.db.gateway.Tables.GUARDRAIL;

import dev.maru.core.id.GuardrailId;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.guard.Guardrail.Action;
import dev.maru.gateway.guard.Guardrail.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Stores guardrails. */
@Repository
class GuardrailRepository {
    /** Those that are switched on, for the snapshot. */
    Map<ProjectId, List<ActiveGuardrail>> ofTenant(SystemTx tx, TenantId tenant) {
        var guardrails = new HashMap<ProjectId, List<ActiveGuardrail>>();
        tx.sql()
                .selectFrom(GUARDRAIL)
                .where(GUARDRAIL.TENANT_ID.eq(tenant), GUARDRAIL.ENABLED.isTrue())
                .orderBy(GUARDRAIL.NAME)
                .forEach(row -> guardrails
                        .computeIfAbsent(row.getProjectId(), project -> new ArrayList<>())
                        .add(ActiveGuardrail.of(guardrail(row), row.getSecret())));
        return guardrails;
    }

    List<Guardrail> list(TenantTx tx, ProjectId project) {
        return tx.sql()
                .selectFrom(GUARDRAIL)
                .where(GUARDRAIL.TENANT_ID.eq(tx.tenant()), GUARDRAIL.PROJECT_ID.eq(project))
                .orderBy(GUARDRAIL.NAME)
                .fetch(GuardrailRepository::guardrail);
    }

    Optional<Guardrail> find(TenantTx tx, ProjectId project, GuardrailId id) {
        return tx.sql()
                .selectFrom(GUARDRAIL)
                .where(
                        GUARDRAIL.TENANT_ID.eq(tx.tenant()),
                        GUARDRAIL.PROJECT_ID.eq(project),
                        GUARDRAIL.GUARDRAIL_ID.eq(id))
                .fetchOptional(GuardrailRepository::guardrail);
    }

    boolean hasName(TenantTx tx, ProjectId project, String name, GuardrailId butNot) {
        return tx.sql()
                .fetchExists(
                        GUARDRAIL,
                        GUARDRAIL.TENANT_ID.eq(tx.tenant()),
                        GUARDRAIL.PROJECT_ID.eq(project),
                        GUARDRAIL.NAME.eq(name),
                        GUARDRAIL.GUARDRAIL_ID.ne(butNot));
    }

    /** False if the project has a guardrail of that name. */
    boolean insert(TenantTx tx, Guardrail guardrail, byte @Nullable [] secret) {
        var data = guardrail.data();
        return tx.sql()
                        .insertInto(GUARDRAIL)
                        .set(GUARDRAIL.TENANT_ID, tx.tenant())
                        .set(GUARDRAIL.PROJECT_ID, guardrail.project())
                        .set(GUARDRAIL.GUARDRAIL_ID, guardrail.id())
                        .set(GUARDRAIL.NAME, data.name())
                        .set(GUARDRAIL.API_KEY_ID, data.key())
                        .set(GUARDRAIL.STAGE, data.stage().wireName())
                        .set(GUARDRAIL.ACTION, data.action().wireName())
                        .set(GUARDRAIL.RULE, JSONB.valueOf(CheckFormat.write(data.check())))
                        .set(GUARDRAIL.SECRET, secret)
                        .set(GUARDRAIL.ENABLED, data.enabled())
                        .set(GUARDRAIL.CREATED_AT, guardrail.createdAt())
                        .set(GUARDRAIL.CHANGED_AT, guardrail.changedAt())
                        .set(GUARDRAIL.VERSION, guardrail.version())
                        .onConflict(GUARDRAIL.TENANT_ID, GUARDRAIL.PROJECT_ID, GUARDRAIL.NAME)
                        .doNothing()
                        .execute()
                == 1;
    }

    /** Stores the guardrail unless somebody stored another version since; false then. */
    boolean update(TenantTx tx, Guardrail guardrail, long readVersion) {
        var data = guardrail.data();
        return tx.sql()
                        .update(GUARDRAIL)
                        .set(GUARDRAIL.NAME, data.name())
                        .set(GUARDRAIL.API_KEY_ID, data.key())
                        .set(GUARDRAIL.STAGE, data.stage().wireName())
                        .set(GUARDRAIL.ACTION, data.action().wireName())
                        .set(GUARDRAIL.RULE, JSONB.valueOf(CheckFormat.write(data.check())))
                        .set(GUARDRAIL.ENABLED, data.enabled())
                        .set(GUARDRAIL.CHANGED_AT, guardrail.changedAt())
                        .set(GUARDRAIL.VERSION, readVersion + 1)
                        .where(
                                GUARDRAIL.TENANT_ID.eq(tx.tenant()),
                                GUARDRAIL.PROJECT_ID.eq(guardrail.project()),
                                GUARDRAIL.GUARDRAIL_ID.eq(guardrail.id()),
                                GUARDRAIL.VERSION.eq(readVersion))
                        .execute()
                == 1;
    }

    void secret(TenantTx tx, Guardrail guardrail, byte @Nullable [] secret) {
        tx.sql()
                .update(GUARDRAIL)
                .set(GUARDRAIL.SECRET, secret)
                .where(
                        GUARDRAIL.TENANT_ID.eq(tx.tenant()),
                        GUARDRAIL.PROJECT_ID.eq(guardrail.project()),
                        GUARDRAIL.GUARDRAIL_ID.eq(guardrail.id()))
                .execute();
    }

    void delete(TenantTx tx, ProjectId project, GuardrailId id) {
        tx.sql()
                .deleteFrom(GUARDRAIL)
                .where(
                        GUARDRAIL.TENANT_ID.eq(tx.tenant()),
                        GUARDRAIL.PROJECT_ID.eq(project),
                        GUARDRAIL.GUARDRAIL_ID.eq(id))
                .execute();
    }

    private static Guardrail guardrail(Record row) {
        return new Guardrail(
                row.get(GUARDRAIL.GUARDRAIL_ID),
                row.get(GUARDRAIL.PROJECT_ID),
                row.get(GUARDRAIL.VERSION),
                new GuardrailData(
                        row.get(GUARDRAIL.NAME),
                        row.get(GUARDRAIL.API_KEY_ID),
                        Stage.ofWireName(row.get(GUARDRAIL.STAGE)),
                        Action.ofWireName(row.get(GUARDRAIL.ACTION)),
                        CheckFormat.read(row.get(GUARDRAIL.RULE).data()),
                        row.get(GUARDRAIL.ENABLED)),
                row.get(GUARDRAIL.SECRET) != null,
                row.get(GUARDRAIL.CREATED_AT),
                row.get(GUARDRAIL.CHANGED_AT));
    }
}
