package dev.maru.access.audit;

import static dev.maru.db.access.Tables.AUDIT;

import dev.maru.core.id.AuditId;
import dev.maru.core.id.ProjectId;
import dev.maru.core.page.Cursor;
import dev.maru.core.page.Page;
import dev.maru.core.tenancy.TenantTx;
import java.time.Instant;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The list of a tenant's audit entries, newest first. */
@Component
class AuditQuery {
    private final AuditRepository rows;

    AuditQuery(AuditRepository rows) {
        this.rows = rows;
    }

    Page<AuditEntry> page(
            TenantTx tx, @Nullable ProjectId project, AuditFilter filter, @Nullable Cursor after, int limit) {
        var from = after == null
                ? DSL.noCondition()
                : AUDIT.AUDIT_ID.lt(AuditId.parse(after.position().getFirst()));
        var entries = tx.sql()
                .selectFrom(AUDIT)
                .where(AUDIT.TENANT_ID.eq(tx.tenant()))
                .and(project == null ? DSL.noCondition() : AUDIT.PROJECT_ID.eq(project))
                .and(matches(filter))
                .and(from)
                .orderBy(AUDIT.AUDIT_ID.desc())
                .limit(limit + 1)
                .fetch(rows::toEntry);
        return Page.of(entries, limit, entry -> Cursor.of(entry.id().toString()));
    }

    private static Condition matches(AuditFilter filter) {
        var condition = DSL.noCondition();
        if (filter.action() != null) {
            condition = condition.and(AUDIT.ACTION.startsWith(filter.action()));
        }
        if (filter.actor() != null) {
            condition = condition.and(AUDIT.ACTOR_ID.eq(filter.actor()));
        }
        if (filter.target() != null) {
            condition = condition.and(AUDIT.TARGET_ID.eq(filter.target()));
        }
        // Ids carry their time, so the primary key serves the range as well.
        if (filter.from() != null) {
            condition = condition.and(AUDIT.AUDIT_ID.ge(first(filter.from())));
        }
        if (filter.to() != null) {
            condition = condition.and(AUDIT.AUDIT_ID.lt(first(filter.to())));
        }
        return condition;
    }

    /** The smallest id of a millisecond. */
    private static AuditId first(Instant at) {
        return new AuditId(new UUID((at.toEpochMilli() << 16) | 0x7000L, 0x8000_0000_0000_0000L));
    }
}
