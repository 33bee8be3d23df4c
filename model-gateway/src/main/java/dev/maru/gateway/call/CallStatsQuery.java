package dev.maru.gateway.call;

import dev.maru.core.id.ProjectId;
import dev.maru.core.tenancy.TenantTx;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Sums and percentiles over the calls of a project. */
@Repository
class CallStatsQuery {
    private static final String FIGURES = """
            count(*) filter (where origin <> 'cache') as calls,
            count(*) filter (where outcome in ('error', 'rejected') and origin <> 'cache') as errors,
            count(*) filter (where attempts > 0 and cost is null) as unpriced,
            coalesce(sum(uncached_input_tokens + cache_read_tokens + cache_write_tokens
                + cache_write_long_tokens + audio_input_tokens
                + output_tokens + reasoning_tokens + audio_output_tokens), 0)::bigint as tokens,
            coalesce(sum(cost), 0) as cost,
            percentile_disc(0.5) within group (order by duration_ms) filter (where outcome = 'success'
                and origin <> 'cache' and cache is distinct from 'hit') as p50,
            percentile_disc(0.95) within group (order by duration_ms) filter (where outcome = 'success'
                and origin <> 'cache' and cache is distinct from 'hit') as p95
            """;

    private static final String SPAN = """
            from gateway.call
            where tenant_id = ? and project_id = ?
              and started_at >= cast(? as timestamptz) and started_at < cast(? as timestamptz)
              and day between cast(? as date) and cast(? as date)
            """;

    private static final String BUCKETS =
            "select date_trunc(?, started_at, 'UTC') as bucket, " + FIGURES + SPAN + " group by bucket order by bucket";

    /** Figures of some calls. */
    record Figures(
            long calls,
            long errors,
            long unpriced,
            long tokens,
            BigDecimal cost,
            @Nullable Long p50,
            @Nullable Long p95) {
        static final Figures NONE = new Figures(0, 0, 0, 0, BigDecimal.ZERO, null, null);
    }

    /** Figures of the calls of one step. */
    record Step(Instant from, Figures figures) {}

    Figures total(TenantTx tx, ProjectId project, Instant from, Instant to) {
        var row = tx.sql()
                .resultQuery(
                        "select " + FIGURES + SPAN,
                        tx.tenant().value(),
                        project.value(),
                        at(from),
                        at(to),
                        CallQuery.day(from).minusDays(1),
                        CallQuery.day(to).plusDays(1))
                .fetchOne();
        return row == null ? Figures.NONE : figures(row);
    }

    /** Only steps in which there were calls. */
    List<Step> steps(TenantTx tx, ProjectId project, Instant from, Instant to, String unit) {
        return tx.sql()
                .resultQuery(
                        BUCKETS,
                        unit,
                        tx.tenant().value(),
                        project.value(),
                        at(from),
                        at(to),
                        CallQuery.day(from).minusDays(1),
                        CallQuery.day(to).plusDays(1))
                .fetch(row -> new Step(row.get("bucket", OffsetDateTime.class).toInstant(), figures(row)));
    }

    private static Figures figures(Record row) {
        return new Figures(
                row.get("calls", Long.class),
                row.get("errors", Long.class),
                row.get("unpriced", Long.class),
                row.get("tokens", Long.class),
                row.get("cost", BigDecimal.class),
                row.get("p50", Long.class),
                row.get("p95", Long.class));
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
