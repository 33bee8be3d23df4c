package dev.maru.gateway.trace;

import static dev.maru.db.gateway.Tables.SPAN;
import static dev.maru.db.gateway.Tables.SPAN_CONTENT;
import static dev.maru.db.gateway.Tables.TRACE;

import dev.maru.core.id.ProjectId;
import dev.maru.core.page.Cursor;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.TenantTx;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Reads the traces of a project. */
@Repository
class TraceQuery {
    /** Newest first, one more than asked for. */
    List<TraceListItem> page(TenantTx tx, ProjectId project, TraceFilter filter, @Nullable Cursor after, int limit) {
        return tx.sql()
                .selectFrom(TRACE)
                .where(TRACE.TENANT_ID.eq(tx.tenant()), TRACE.PROJECT_ID.eq(project))
                .and(matches(filter))
                .and(after == null ? DSL.noCondition() : behind(after))
                .orderBy(TRACE.STARTED_AT.desc(), TRACE.TRACE_ID.desc())
                .limit(limit + 1)
                .fetch(TraceQuery::item);
    }

    static Cursor cursor(TraceListItem item) {
        return Cursor.of(item.startedAt().toString(), item.traceId());
    }

    private static Condition behind(Cursor after) {
        try {
            var at = Instant.parse(after.position().getFirst());
            var id = after.position().getLast();
            return TRACE.STARTED_AT.lt(at).or(TRACE.STARTED_AT.eq(at).and(TRACE.TRACE_ID.lt(id)));
        } catch (DateTimeParseException e) {
            throw new PlatformException(CoreError.INVALID_REQUEST, "cursor: use the nextCursor of the last page", e);
        }
    }

    private static Condition matches(TraceFilter filter) {
        var condition = DSL.noCondition();
        if (filter.name() != null) {
            condition = condition.and(TRACE.NAME.containsIgnoreCase(filter.name()));
        }
        if (filter.sessionId() != null) {
            condition = condition.and(TRACE.SESSION_ID.eq(filter.sessionId()));
        }
        if (filter.endUser() != null) {
            condition = condition.and(TRACE.END_USER.eq(filter.endUser()));
        }
        if (filter.model() != null) {
            condition = condition.and(TRACE.MODELS.contains(new String[] {filter.model()}));
        }
        if (filter.service() != null) {
            condition = condition.and(TRACE.SERVICE.eq(filter.service()));
        }
        if (filter.failed() != null) {
            condition = condition.and(filter.failed() ? TRACE.ERRORS.gt(0) : TRACE.ERRORS.eq(0));
        }
        if (filter.from() != null) {
            condition = condition.and(TRACE.STARTED_AT.ge(filter.from()));
        }
        if (filter.to() != null) {
            condition = condition.and(TRACE.STARTED_AT.lt(filter.to()));
        }
        var text = filter.text();
        return text == null || text.isBlank() ? condition : condition.and(mentions(text.strip()));
    }

    private static Condition mentions(String text) {
        return TRACE.NAME
                .containsIgnoreCase(text)
                .or(TRACE.TRACE_ID.eq(text.toLowerCase(Locale.ROOT)))
                .or(TRACE.SESSION_ID.eq(text))
                .or(TRACE.END_USER.eq(text));
    }

    Optional<TraceListItem> find(TenantTx tx, ProjectId project, String traceId) {
        return tx.sql()
                .selectFrom(TRACE)
                .where(TRACE.TENANT_ID.eq(tx.tenant()), TRACE.PROJECT_ID.eq(project), TRACE.TRACE_ID.eq(traceId))
                .fetchOptional(TraceQuery::item);
    }

    /** The spans of a trace, the earliest first, one more than asked for. */
    List<TraceSpan> spans(
            TenantTx tx, ProjectId project, TraceListItem trace, Map<String, TraceSpan.Content> contents, int limit) {
        return tx.sql()
                .selectFrom(SPAN)
                .where(SPAN.TENANT_ID.eq(tx.tenant()), SPAN.PROJECT_ID.eq(project))
                .and(SPAN.DAY.between(day(trace.startedAt()), day(trace.endedAt())))
                .and(SPAN.TRACE_ID.eq(trace.traceId()))
                .orderBy(SPAN.STARTED_AT, SPAN.SPAN_ID)
                .limit(limit + 1)
                .fetch(row -> span(row, contents.get(row.get(SPAN.SPAN_ID))));
    }

    Map<String, TraceSpan.Content> contents(
            TenantTx tx, ProjectId project, String traceId, LocalDate today, int limit) {
        return tx.sql()
                .selectFrom(SPAN_CONTENT)
                .where(SPAN_CONTENT.TENANT_ID.eq(tx.tenant()), SPAN_CONTENT.PROJECT_ID.eq(project))
                .and(SPAN_CONTENT.EXPIRES_ON.ge(today))
                .and(SPAN_CONTENT.TRACE_ID.eq(traceId))
                .limit(limit)
                .fetchMap(
                        row -> row.get(SPAN_CONTENT.SPAN_ID),
                        row -> new TraceSpan.Content(
                                row.get(SPAN_CONTENT.INPUT),
                                row.get(SPAN_CONTENT.OUTPUT),
                                row.get(SPAN_CONTENT.OTHER).data(),
                                row.get(SPAN_CONTENT.TRUNCATED)));
    }

    static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }

    private static TraceListItem item(Record row) {
        return new TraceListItem(
                row.get(TRACE.TRACE_ID),
                row.get(TRACE.NAME),
                row.get(TRACE.SERVICE),
                row.get(TRACE.STARTED_AT),
                row.get(TRACE.ENDED_AT),
                row.get(TRACE.SPANS),
                row.get(TRACE.ERRORS),
                List.of(row.get(TRACE.MODELS)),
                row.get(TRACE.INPUT_TOKENS),
                row.get(TRACE.OUTPUT_TOKENS),
                row.get(TRACE.SESSION_ID),
                row.get(TRACE.END_USER));
    }

    private static TraceSpan span(Record row, TraceSpan.@Nullable Content content) {
        return new TraceSpan(
                row.get(SPAN.SPAN_ID),
                row.get(SPAN.PARENT_SPAN_ID),
                row.get(SPAN.NAME),
                SpanKind.ofWireName(row.get(SPAN.KIND)),
                row.get(SPAN.SERVICE),
                row.get(SPAN.STARTED_AT),
                row.get(SPAN.DURATION_US),
                SpanStatus.ofWireName(row.get(SPAN.STATUS)),
                row.get(SPAN.STATUS_MESSAGE),
                row.get(SPAN.MODEL),
                row.get(SPAN.PROVIDER),
                row.get(SPAN.INPUT_TOKENS),
                row.get(SPAN.OUTPUT_TOKENS),
                row.get(SPAN.SESSION_ID),
                row.get(SPAN.END_USER),
                row.get(SPAN.PROMPT_NAME),
                row.get(SPAN.PROMPT_VERSION),
                row.get(SPAN.ATTRIBUTES).data(),
                row.get(SPAN.EVENTS).data(),
                content);
    }
}
