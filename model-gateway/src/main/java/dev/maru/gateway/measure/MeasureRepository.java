package dev.maru.gateway.measure;

import dev.maru.core.tenancy.SystemTx;
import org.springframework.stereotype.Repository;

/** Rolls attempts up into hours, and unpriced rows of the ledger into alerts, for all tenants. */
@Repository
class MeasureRepository {
    /**
     * An hour is reckoned anew when rows of the ledger were recorded in it after the last time, with two minutes of overlap
     * for transactions that began before it. The days before and after catch requests whose id is of another day.
     */
    private static final String ROLL_UP = """
            with dirty as (
                select distinct tenant_id, date_trunc('hour', at, 'UTC') as hour
                from gateway.ledger
                where recorded_at > cast(? as timestamptz) and at > now() - interval '32 days'
            ), gone as (
                delete from gateway.model_measure m using dirty d
                where m.tenant_id = d.tenant_id and m.hour = d.hour
                returning m.tenant_id
            ), tries as (
                select d.tenant_id, d.hour, a.model, a.connection_slug, a.outcome, a.dispatched_at,
                    a.outcome = 'error' and (a.status is null or a.status >= 500) as failed,
                    case when a.outcome = 'success' then
                        floor(8 * (ln(greatest(a.duration_ms, 1)) / ln(2)) + 1e-9)::int end as duration,
                    case when a.outcome = 'success' then
                        floor(8 * (ln(greatest(a.first_token_ms, 1)) / ln(2)) + 1e-9)::int end as first_token,
                    case when a.outcome = 'success' and a.duration_ms > a.first_token_ms then
                        l.output_tokens + l.reasoning_tokens + l.audio_output_tokens end as written,
                    case when a.outcome = 'success' and a.duration_ms > a.first_token_ms then
                        a.duration_ms - a.first_token_ms end as writing_ms
                from dirty d
                join gateway.attempt a on a.tenant_id = d.tenant_id
                    and a.day between (d.hour at time zone 'UTC')::date - 1 and (d.hour at time zone 'UTC')::date + 1
                    and a.dispatched_at >= d.hour and a.dispatched_at < d.hour + interval '1 hour'
                left join gateway.ledger l on l.tenant_id = a.tenant_id and l.day = a.day
                    and l.request_id = a.request_id and l.attempt = a.attempt and l.correction = 0
            ), durations as (
                select tenant_id, model, hour, jsonb_object_agg(duration, n) as counts from (
                    select tenant_id, model, hour, duration, count(*) as n from tries
                    where duration is not null group by tenant_id, model, hour, duration) b
                group by tenant_id, model, hour
            ), first_tokens as (
                select tenant_id, model, hour, jsonb_object_agg(first_token, n) as counts from (
                    select tenant_id, model, hour, first_token, count(*) as n from tries
                    where first_token is not null group by tenant_id, model, hour, first_token) b
                group by tenant_id, model, hour
            )
            insert into gateway.model_measure
            select t.tenant_id, t.model, t.hour, min(t.connection_slug),
                count(*), count(*) filter (where t.outcome = 'error'),
                count(distinct date_trunc('minute', t.dispatched_at)),
                count(distinct date_trunc('minute', t.dispatched_at)) filter (where t.failed),
                coalesce(min(d.counts::text)::jsonb, '{}'), coalesce(min(f.counts::text)::jsonb, '{}'),
                coalesce(sum(t.written), 0), coalesce(sum(t.writing_ms), 0), now()
            from tries t
            left join durations d using (tenant_id, model, hour)
            left join first_tokens f using (tenant_id, model, hour)
            where (select count(*) from gone) >= 0
            group by t.tenant_id, t.model, t.hour
            on conflict (tenant_id, model, hour) do nothing
            """;

    private static final String LAST = """
            select coalesce((max(computed_at) - interval '2 minutes')::text, '-infinity') from gateway.model_measure
            """;

    /** The partial index on unpriced rows makes this cheap: it reads no priced one. */
    private static final String UNPRICED = """
            insert into gateway.unpriced_model as u (tenant_id, model, first_seen, last_seen, calls)
            select tenant_id, model, min(at), max(at), count(distinct request_id)
            from gateway.ledger where cost is null and correction = 0
            group by tenant_id, model
            on conflict (tenant_id, model) do update
                set first_seen = excluded.first_seen, last_seen = excluded.last_seen, calls = excluded.calls
                where (u.first_seen, u.last_seen, u.calls)
                    is distinct from (excluded.first_seen, excluded.last_seen, excluded.calls)
            """;

    /** How many rows of hours were written. */
    int rollUp(SystemTx tx) {
        // One roll-up at a time: two would write the same hours.
        tx.sql().execute("select pg_advisory_xact_lock(4711, 15)");
        var since = tx.sql().resultQuery(LAST).fetchOne(0, String.class);
        tx.sql().execute("delete from gateway.model_measure where hour < now() - interval '32 days'");
        return tx.sql().execute(ROLL_UP, since);
    }

    /** How many alerts changed. */
    int noteUnpriced(SystemTx tx) {
        return tx.sql().execute(UNPRICED);
    }
}
