package dev.maru.gateway.guard;

import static dev.maru.db.gateway.Tables.CALL;

import dev.maru.core.id.ProjectId;
import dev.maru.core.tenancy.TenantTx;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.springframework.stereotype.Repository;

/** Counts what guardrails found in the calls of a project. */
@Repository
class FindingsQuery {
    /** By the guardrail's id as text. */
    Map<String, Long> since(TenantTx tx, ProjectId project, Instant from) {
        var day = LocalDate.ofInstant(from, ZoneOffset.UTC).minusDays(1);
        var item = DSL.table("jsonb_array_elements({0})", CALL.GUARDRAILS).as("item", "finding");
        var guardrail = DSL.field("finding ->> 'guardrail'", String.class);
        var count = DSL.sum(DSL.field("(finding ->> 'count')", String.class).cast(SQLDataType.BIGINT));
        return tx.sql()
                .select(guardrail, count)
                .from(CALL, item)
                .where(
                        CALL.TENANT_ID.eq(tx.tenant()),
                        CALL.PROJECT_ID.eq(project),
                        CALL.DAY.ge(day),
                        CALL.STARTED_AT.ge(from),
                        CALL.GUARDRAILS.isNotNull())
                .groupBy(guardrail)
                .fetchMap(row -> row.value1(), row -> row.value2().longValue());
    }
}
