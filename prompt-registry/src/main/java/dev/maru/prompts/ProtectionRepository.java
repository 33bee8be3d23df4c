package dev.maru.prompts;

import static dev.maru.db.prompts.tables.Protection.PROTECTION;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.ProtectionId;
import dev.maru.core.tenancy.TenantTx;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;
import org.springframework.stereotype.Repository;

@Repository
class ProtectionRepository {
    /** False if the place has a protection already. */
    boolean insert(TenantTx tx, ProjectId project, Protection protection) {
        var label = protection.label();
        return tx.sql()
                        .insertInto(PROTECTION)
                        .set(PROTECTION.TENANT_ID, tx.tenant())
                        .set(PROTECTION.PROJECT_ID, project)
                        .set(PROTECTION.PROTECTION_ID, protection.id())
                        .set(PROTECTION.FOLDER, protection.folder())
                        .set(PROTECTION.LABEL, label == null ? null : label.value())
                        .set(PROTECTION.APPROVALS, protection.approvals())
                        .set(PROTECTION.GATE, protection.gate())
                        .set(PROTECTION.CREATED_BY, protection.createdBy())
                        .set(PROTECTION.CREATED_AT, protection.createdAt())
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    boolean update(TenantTx tx, ProjectId project, ProtectionId id, int approvals) {
        return tx.sql()
                        .update(PROTECTION)
                        .set(PROTECTION.APPROVALS, approvals)
                        .where(PROTECTION.TENANT_ID.eq(tx.tenant()))
                        .and(PROTECTION.PROJECT_ID.eq(project))
                        .and(PROTECTION.PROTECTION_ID.eq(id))
                        .execute()
                == 1;
    }

    void delete(TenantTx tx, ProjectId project, ProtectionId id) {
        tx.sql()
                .deleteFrom(PROTECTION)
                .where(PROTECTION.TENANT_ID.eq(tx.tenant()))
                .and(PROTECTION.PROJECT_ID.eq(project))
                .and(PROTECTION.PROTECTION_ID.eq(id))
                .execute();
    }

    Optional<Protection> find(TenantTx tx, ProjectId project, ProtectionId id) {
        return tx.sql()
                .selectFrom(PROTECTION)
                .where(PROTECTION.TENANT_ID.eq(tx.tenant()))
                .and(PROTECTION.PROJECT_ID.eq(project))
                .and(PROTECTION.PROTECTION_ID.eq(id))
                .fetchOptional(ProtectionRepository::protection);
    }

    /** Few per project; by folder and label. */
    List<Protection> all(TenantTx tx, ProjectId project) {
        return tx.sql()
                .selectFrom(PROTECTION)
                .where(PROTECTION.TENANT_ID.eq(tx.tenant()))
                .and(PROTECTION.PROJECT_ID.eq(project))
                .orderBy(PROTECTION.FOLDER, PROTECTION.LABEL.nullsFirst())
                .fetch(ProtectionRepository::protection);
    }

    private static Protection protection(Record row) {
        var label = row.get(PROTECTION.LABEL);
        return new Protection(
                row.get(PROTECTION.PROTECTION_ID),
                row.get(PROTECTION.FOLDER),
                label == null ? null : new PromptLabel(label),
                row.get(PROTECTION.APPROVALS),
                row.get(PROTECTION.GATE),
                row.get(PROTECTION.CREATED_BY),
                row.get(PROTECTION.CREATED_AT));
    }
}
