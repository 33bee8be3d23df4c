-- Spans that applications send, beside the calls that the gateway makes itself: both hang in one tree by the ids of their traces.
alter table gateway.call add column parent_span_id text;
comment on column gateway.call.parent_span_id is 'the span of the client that made the call, out of its traceparent; null: none was sent';
create index call_trace_id_idx on gateway.call (tenant_id, project_id, trace_id) where trace_id is not null;

-- A span as it was sent. It is a fact: what is sent again is ignored.
create table gateway.span (
    tenant_id      uuid not null references access.tenant,
    project_id     uuid not null,
    day            date not null,
    trace_id       text not null,
    span_id        text not null,
    parent_span_id text,
    name           text not null,
    kind           text not null check (kind in ('span', 'llm', 'embedding', 'retrieval', 'rerank', 'tool', 'agent', 'chain',
                                                 'guardrail', 'evaluator', 'event')),
    service        text,
    started_at     timestamptz not null,
    duration_us    bigint not null check (duration_us >= 0),
    status         text not null check (status in ('unset', 'ok', 'error')),
    status_message text,
    model          text,
    provider       text,
    input_tokens   bigint,
    output_tokens  bigint,
    session_id     text,
    end_user       text,
    prompt_name    text,
    prompt_version int,
    attributes     jsonb not null default '{}',
    events         jsonb not null default '[]',
    received_at    timestamptz not null default now(),
    primary key (tenant_id, project_id, day, trace_id, span_id)
) partition by range (day);
comment on column gateway.span.day is 'of its start, in UTC';
create table gateway.span_default partition of gateway.span default;
create index span_trace_id_idx on gateway.span (tenant_id, project_id, trace_id);
alter table gateway.span enable row level security;
alter table gateway.span force row level security;
create policy tenant_reads on gateway.span for select to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy tenant_writes on gateway.span for insert to maru_app
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
grant select, insert on gateway.span to maru_app;

-- What was said in a span, until the day on which the project forgets it; only where a project keeps what is said.
create table gateway.span_content (
    tenant_id  uuid not null references access.tenant,
    project_id uuid not null,
    expires_on date not null,
    trace_id   text not null,
    span_id    text not null,
    input      text,
    output     text,
    other      jsonb not null default '{}',
    truncated  boolean not null default false,
    primary key (tenant_id, project_id, expires_on, trace_id, span_id)
) partition by range (expires_on);
create table gateway.span_content_default partition of gateway.span_content default;
create index span_content_trace_id_idx on gateway.span_content (tenant_id, project_id, trace_id);
alter table gateway.span_content enable row level security;
alter table gateway.span_content force row level security;
create policy tenant_reads on gateway.span_content for select to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy tenant_writes on gateway.span_content for insert to maru_app
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
grant select, insert on gateway.span_content to maru_app;

-- What the list of traces shows, kept along with each span that comes in; it can be made again of the spans.
create table gateway.trace (
    tenant_id     uuid not null references access.tenant,
    project_id    uuid not null,
    trace_id      text not null,
    name          text not null,
    name_rank     int not null check (name_rank between 0 and 2),
    service       text,
    started_at    timestamptz not null,
    ended_at      timestamptz not null,
    spans         int not null,
    errors        int not null,
    models        text[] not null default '{}',
    input_tokens  bigint not null default 0,
    output_tokens bigint not null default 0,
    session_id    text,
    end_user      text,
    primary key (tenant_id, project_id, trace_id)
);
comment on column gateway.trace.name_rank is '0: of the earliest span, 1: of the root, 2: given by the application';
create index trace_started_at_idx on gateway.trace (tenant_id, project_id, started_at desc, trace_id desc);
create index trace_session_id_idx on gateway.trace (tenant_id, project_id, session_id, started_at desc) where session_id is not null;
alter table gateway.trace enable row level security;
alter table gateway.trace force row level security;
create policy tenant on gateway.trace to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
grant select, insert, update on gateway.trace to maru_app;

-- As gateway.keep_partitions does for calls: months of spans ahead, days of what was said in them, which ends on its day.
create function gateway.keep_span_partitions(months_ahead int, content_days_ahead int) returns int
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    today date := (now() at time zone 'utc')::date;
    month date;
    day date;
    expired text;
    changed int := 0;
begin
    perform set_config('lock_timeout', '5s', true);
    perform pg_advisory_xact_lock(4711, 3);
    for i in 0..least(greatest(months_ahead, 1), 24) loop
        month := (date_trunc('month', today) + make_interval(months => i))::date;
        if gateway.add_partition('span', 'day', month, (month + interval '1 month')::date, to_char(month, '"_y"YYYY"m"MM')) then
            changed := changed + 1;
        end if;
    end loop;
    for i in 0..least(greatest(content_days_ahead, 1), 370) loop
        day := today + i;
        if gateway.add_partition('span_content', 'expires_on', day, day + 1, to_char(day, '"_y"YYYY"m"MM"d"DD')) then
            changed := changed + 1;
        end if;
    end loop;
    for expired in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'gateway.span_content'::regclass and c.relname ~ '_y[0-9]{4}m[0-9]{2}d[0-9]{2}$'
          and to_date(right(c.relname, 11), '"y"YYYY"m"MM"d"DD') < today
    loop
        execute format('drop table gateway.%I', expired);
        changed := changed + 1;
    end loop;
    delete from gateway.span_content_default where expires_on < today;
    return changed;
end $$;
revoke all on function gateway.keep_span_partitions(int, int) from public;
grant execute on function gateway.keep_span_partitions(int, int) to maru_system;
