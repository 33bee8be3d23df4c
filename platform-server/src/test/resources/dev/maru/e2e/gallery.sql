-- Weeks of calls before the real ones, busier by day than by night, most of them well.
insert into gateway.call (tenant_id, project_id, day, request_id, origin, api_key_id, end_user, protocol,
    requested_model, model, connection_slug, prompt_id, prompt_name, prompt_version, prompt_label, streamed, outcome,
    status, error_code, attempts, uncached_input_tokens, output_tokens, usage_state, cost, currency, started_at,
    first_token_ms, duration_ms, overhead_us)
select c.tenant_id, c.project_id, (at at time zone 'UTC')::date, gen_random_uuid(), 'api', c.api_key_id, c.end_user,
    c.protocol, c.requested_model, c.model, c.connection_slug, c.prompt_id, c.prompt_name, c.prompt_version,
    c.prompt_label, true,
    case when failed then 'error' else 'success' end, case when failed then 502 else 200 end,
    case when failed then 'upstream_broken' end, 1, input, case when failed then 0 else output end, 'exact',
    round((input * 1.25 + case when failed then 0 else output * 10 end) / 1e6, 12), 'USD', at,
    (120 + random() * 380)::bigint, (700 + 2600 * power(random(), 3))::bigint, (300 + random() * 500)::bigint
from (select *, row_number() over (partition by project_id order by started_at desc) as newest
      from gateway.call where outcome = 'success' and origin = 'api' and model = 'openai/gpt-5') c
cross join lateral (
    select now() - hours * interval '1 hour' - random() * interval '50 minutes' as at,
        random() < 0.012 as failed, (600 + random() * 2400)::bigint as input, (60 + random() * 500)::bigint as output
    from generate_series(1, 14 * 24) hours
    cross join lateral generate_series(1, (4 + 9 * (1 + sin(hours / 24.0 * 2 * pi())))::int) copies
    where c.tenant_id is not null
) made
where c.newest = 1
    and not exists (select from gateway.call old where old.project_id = c.project_id and old.started_at < now() - interval '1 day');
