package dev.maru.gateway.trace;

import dev.maru.core.id.ProjectId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.spool.BulkInsert;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.SQLStateClass;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Repository;

/** Appends spans, what was said in them, and what both add to their traces. Appending the same again changes nothing. */
@Repository
class SpanRepository {
    /** A span on its way into a table, with what the request says of it. */
    private record Row(TenantTx tx, ProjectId project, LocalDate expiresOn, ReceivedSpan span) {}

    private record Key(String traceId, String spanId) {}

    private static final Logger LOG = LoggerFactory.getLogger(SpanRepository.class);
    private static final Map<String, String> LATER = Map.of("Retry-After", "5");
    private static final Set<SQLStateClass> ABOUT_ROWS = EnumSet.of(
            SQLStateClass.C22_DATA_EXCEPTION,
            SQLStateClass.C23_INTEGRITY_CONSTRAINT_VIOLATION,
            SQLStateClass.C42_SYNTAX_ERROR_OR_ACCESS_RULE_VIOLATION);

    private static final BulkInsert<Row> SPANS = new BulkInsert<Row>("gateway.span")
            .column("tenant_id", "uuid", row -> row.tx().tenant().value())
            .column("project_id", "uuid", row -> row.project().value())
            .column("day", "date", row -> row.span().day())
            .column("trace_id", "text", row -> row.span().traceId())
            .column("span_id", "text", row -> row.span().spanId())
            .column("parent_span_id", "text", row -> row.span().parentSpanId())
            .column("name", "text", row -> row.span().name())
            .column("kind", "text", row -> row.span().kind().wireName())
            .column("service", "text", row -> row.span().service())
            .column("started_at", "timestamptz", row -> row.span().startedAt())
            .column("duration_us", "bigint", row -> row.span().durationUs())
            .column("status", "text", row -> row.span().status().wireName())
            .column("status_message", "text", row -> row.span().statusMessage())
            .column("model", "text", row -> row.span().model())
            .column("provider", "text", row -> row.span().provider())
            .column("input_tokens", "bigint", row -> row.span().inputTokens())
            .column("output_tokens", "bigint", row -> row.span().outputTokens())
            .column("session_id", "text", row -> row.span().sessionId())
            .column("end_user", "text", row -> row.span().endUser())
            .column("prompt_name", "text", row -> row.span().promptName())
            .column("prompt_version", "int", row -> row.span().promptVersion())
            .column("attributes", "jsonb", row -> row.span().attributes())
            .column("events", "jsonb", row -> row.span().events());

    private static final BulkInsert<Row> CONTENTS = new BulkInsert<Row>("gateway.span_content")
            .column("tenant_id", "uuid", row -> row.tx().tenant().value())
            .column("project_id", "uuid", row -> row.project().value())
            .column("expires_on", "date", Row::expiresOn)
            .column("trace_id", "text", row -> row.span().traceId())
            .column("span_id", "text", row -> row.span().spanId())
            .column("input", "text", row -> content(row).input())
            .column("output", "text", row -> content(row).output())
            .column("other", "jsonb", row -> content(row).other())
            .column("truncated", "boolean", row -> content(row).truncated());

    /** Arrays of arrays cannot be unnested row by row, so the models of a trace travel as one text. */
    private static final String BETWEEN_MODELS = "\u001f";

    private static final String TRACES = """
            insert into gateway.trace as t (tenant_id, project_id, trace_id, name, name_rank, service, started_at, ended_at,
                spans, errors, models, input_tokens, output_tokens, session_id, end_user)
            select cast(? as uuid), cast(? as uuid), u.trace_id, u.name, u.name_rank, u.service, u.started_at, u.ended_at,
                u.spans, u.errors, coalesce(string_to_array(u.models, U&'\\001f'), '{}'), u.input_tokens, u.output_tokens,
                u.session_id, u.end_user
            from unnest(cast(? as text[]), cast(? as text[]), cast(cast(? as text[]) as int[]), cast(? as text[]),
                cast(cast(? as text[]) as timestamptz[]), cast(cast(? as text[]) as timestamptz[]),
                cast(cast(? as text[]) as int[]), cast(cast(? as text[]) as int[]), cast(? as text[]),
                cast(cast(? as text[]) as bigint[]), cast(cast(? as text[]) as bigint[]), cast(? as text[]), cast(? as text[]))
                as u(trace_id, name, name_rank, service, started_at, ended_at, spans, errors, models, input_tokens,
                    output_tokens, session_id, end_user)
            order by u.trace_id
            on conflict (tenant_id, project_id, trace_id) do update set
                name = case when excluded.name_rank > t.name_rank
                    or excluded.name_rank = t.name_rank and excluded.started_at < t.started_at then excluded.name else t.name end,
                service = case when t.service is null or excluded.name_rank > t.name_rank then
                    coalesce(excluded.service, t.service) else t.service end,
                name_rank = greatest(t.name_rank, excluded.name_rank),
                started_at = least(t.started_at, excluded.started_at),
                ended_at = greatest(t.ended_at, excluded.ended_at),
                spans = t.spans + excluded.spans,
                errors = t.errors + excluded.errors,
                models = array(select distinct m from unnest(t.models || excluded.models) as m order by m limit 10),
                input_tokens = t.input_tokens + excluded.input_tokens,
                output_tokens = t.output_tokens + excluded.output_tokens,
                session_id = coalesce(t.session_id, excluded.session_id),
                end_user = coalesce(t.end_user, excluded.end_user)
            """;

    /**
     * Returns how many of the spans were new.
     *
     * @param spans each once, in {@link ReceivedSpan#IN_ORDER}
     */
    int append(TenantTx tx, ProjectId project, LocalDate expiresOn, List<ReceivedSpan> spans) {
        try {
            return insert(tx, project, expiresOn, spans);
        } catch (DataAccessException e) {
            // What the database says about the rows themselves would be the same the next time.
            throw ABOUT_ROWS.contains(e.sqlStateClass()) ? e : away(e);
        }
    }

    /** The client keeps its spans and sends them again. */
    static PlatformException away(Exception cause) {
        LOG.warn("Spans could not be stored, their client is to send them again: {}", cause.toString());
        return new PlatformException(
                CoreError.TEMPORARILY_UNAVAILABLE, "The spans cannot be stored at the moment; send them again.", LATER);
    }

    private static int insert(TenantTx tx, ProjectId project, LocalDate expiresOn, List<ReceivedSpan> spans) {
        var rows = spans.stream()
                .map(span -> new Row(tx, project, expiresOn, span))
                .toList();
        var inserted = new HashSet<Key>();
        for (Record row : tx.sql().fetch(SPANS.sqlReturning("trace_id, span_id"), SPANS.arrays(rows))) {
            inserted.add(new Key(row.get("trace_id", String.class), row.get("span_id", String.class)));
        }
        var fresh = rows.stream()
                .filter(row -> inserted.contains(
                        new Key(row.span().traceId(), row.span().spanId())))
                .toList();
        var said = fresh.stream().filter(row -> row.span().content() != null).toList();
        if (!said.isEmpty()) {
            tx.sql().execute(CONTENTS.sql(), CONTENTS.arrays(said));
        }
        if (!fresh.isEmpty()) {
            add(tx, project, TraceSummary.of(fresh.stream().map(Row::span).toList()));
        }
        return fresh.size();
    }

    private static void add(TenantTx tx, ProjectId project, List<TraceSummary> traces) {
        tx.sql()
                .execute(
                        TRACES,
                        tx.tenant().value(),
                        project.value(),
                        texts(traces, TraceSummary::traceId),
                        texts(traces, TraceSummary::name),
                        texts(traces, TraceSummary::nameRank),
                        texts(traces, TraceSummary::service),
                        texts(traces, TraceSummary::startedAt),
                        texts(traces, TraceSummary::endedAt),
                        texts(traces, TraceSummary::spans),
                        texts(traces, TraceSummary::errors),
                        texts(
                                traces,
                                trace -> trace.models().isEmpty() ? null : String.join(BETWEEN_MODELS, trace.models())),
                        texts(traces, TraceSummary::inputTokens),
                        texts(traces, TraceSummary::outputTokens),
                        texts(traces, TraceSummary::sessionId),
                        texts(traces, TraceSummary::endUser));
    }

    private static @Nullable String[] texts(List<TraceSummary> traces, Function<TraceSummary, @Nullable Object> value) {
        var texts = new @Nullable String[traces.size()];
        for (int i = 0; i < texts.length; i++) {
            var one = value.apply(traces.get(i));
            texts[i] = one == null ? null : one.toString();
        }
        return texts;
    }

    private static ReceivedSpan.Content content(Row row) {
        return Objects.requireNonNull(row.span().content());
    }
}
