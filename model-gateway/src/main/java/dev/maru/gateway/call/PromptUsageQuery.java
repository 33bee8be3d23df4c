package dev.maru.gateway.call;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.tenancy.TenantTx;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sums and percentiles per version of a prompt. */
final class PromptUsageQuery {
    private static final String BY_VERSION = """
            select prompt_version as version,
                count(*) as calls,
                count(*) filter (where outcome in ('error', 'rejected')) as errors,
                count(distinct end_user) as users,
                coalesce(sum(uncached_input_tokens + cache_read_tokens + cache_write_tokens
                    + cache_write_long_tokens + audio_input_tokens
                    + output_tokens + reasoning_tokens + audio_output_tokens), 0)::bigint as tokens,
                coalesce(sum(cost), 0) as cost,
                count(cost) as priced,
                percentile_disc(0.5) within group (order by duration_ms) filter (where outcome = 'success'
                    and cache is distinct from 'hit') as p50,
                percentile_disc(0.95) within group (order by duration_ms) filter (where outcome = 'success'
                    and cache is distinct from 'hit') as p95
            from gateway.call
            where tenant_id = ? and project_id = ? and prompt_id = ? and prompt_version is not null
              and (cast(? as text) is null or prompt_label = ?)
              and (cast(? as text) is null or prompt_variant = ? || ':' || prompt_version)
              and started_at >= cast(? as timestamptz) and started_at < cast(? as timestamptz)
              and day between cast(? as date) and cast(? as date)
            group by prompt_version
            order by prompt_version desc
            """;

    List<VersionUsage> byVersion(
            TenantTx tx, ProjectId project, PromptId prompt, @Nullable String label, Instant from, Instant to) {
        return select(tx, project, prompt, label, null, from, to);
    }

    List<VersionUsage> bySplit(
            TenantTx tx, ProjectId project, PromptId prompt, String split, Instant from, Instant to) {
        return select(tx, project, prompt, null, split, from, to);
    }

    private static List<VersionUsage> select(
            TenantTx tx,
            ProjectId project,
            PromptId prompt,
            @Nullable String label,
            @Nullable String split,
            Instant from,
            Instant to) {
        return tx.sql()
                .resultQuery(
                        BY_VERSION,
                        tx.tenant().value(),
                        project.value(),
                        prompt.value(),
                        label,
                        label,
                        split,
                        split,
                        from.atOffset(ZoneOffset.UTC),
                        to.atOffset(ZoneOffset.UTC),
                        CallQuery.day(from).minusDays(1),
                        CallQuery.day(to).plusDays(1))
                .fetch(row -> new VersionUsage(
                        row.get("version", Integer.class),
                        row.get("calls", Long.class),
                        row.get("errors", Long.class),
                        row.get("users", Long.class),
                        row.get("tokens", Long.class),
                        row.get("cost", BigDecimal.class),
                        row.get("priced", Long.class),
                        row.get("p50", Long.class),
                        row.get("p95", Long.class)));
    }
}
