package dev.maru.gateway.call;

import static dev.maru.db.gateway.Tables.ATTEMPT;
import static dev.maru.db.gateway.Tables.CALL;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.RequestId;
import dev.maru.core.tenancy.TenantTx;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.Record;
import org.jooq.Result;
import org.springframework.stereotype.Repository;

/** Reads the calls of a trace with their attempts. */
@Repository
class TracedCallQuery {
    private static final int MOST = 500;

    List<TracedCall> ofTrace(TenantTx tx, ProjectId project, String traceId) {
        var calls = tx.sql()
                .selectFrom(CALL)
                .where(CALL.TENANT_ID.eq(tx.tenant()), CALL.PROJECT_ID.eq(project), CALL.TRACE_ID.eq(traceId))
                .orderBy(CALL.STARTED_AT, CALL.REQUEST_ID)
                .limit(MOST)
                .fetch();
        if (calls.isEmpty()) {
            return List.of();
        }
        var ids = calls.getValues(CALL.REQUEST_ID);
        var days = calls.getValues(CALL.DAY).stream().distinct().toList();
        var attempts = attempts(tx, project, ids, days);
        return calls.map(row -> new TracedCall(
                CallQuery.item(row),
                row.get(CALL.SPAN_ID),
                row.get(CALL.PARENT_SPAN_ID),
                attempts.getOrDefault(row.get(CALL.REQUEST_ID), List.of())));
    }

    private static Map<RequestId, List<CallDetail.Attempt>> attempts(
            TenantTx tx, ProjectId project, List<RequestId> ids, List<LocalDate> days) {
        Result<? extends Record> rows = tx.sql()
                .selectFrom(ATTEMPT)
                .where(ATTEMPT.TENANT_ID.eq(tx.tenant()), ATTEMPT.PROJECT_ID.eq(project))
                .and(ATTEMPT.DAY.in(days))
                .and(ATTEMPT.REQUEST_ID.in(ids))
                .orderBy(ATTEMPT.ATTEMPT_)
                .fetch();
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.get(ATTEMPT.REQUEST_ID),
                        Collectors.mapping(CallQuery::attempt, Collectors.toList())));
    }
}
