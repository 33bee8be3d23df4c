-- Provider connections, the model catalogue with its prices, and the append-only facts of model calls.
create schema gateway;
grant usage on schema gateway to maru_app, maru_system;

-- What every tenant may use: the operator's connections and the shipped models. A tenant's row of the same name wins.
create table gateway.shared_connection (
    connection_id uuid primary key,
    slug          text not null unique,
    name          text not null,
    kind          text not null check (kind in ('openai', 'offline')),
    base_url      text,
    created_at    timestamptz not null
);
create table gateway.shared_model (
    model_id          uuid primary key,
    connection_id     uuid not null references gateway.shared_connection,
    upstream_id       text not null,
    name              text not null,
    context_window    int,
    max_output_tokens int,
    features          text[] not null default '{}',
    description       text not null default '',
    created_at        timestamptz not null,
    unique (connection_id, upstream_id)
);
create table gateway.shared_price (
    price_id        uuid primary key,
    model_id        uuid not null references gateway.shared_model,
    effective_from  timestamptz not null,
    currency        text not null,
    uncached_input  numeric(20, 10),
    cache_read      numeric(20, 10),
    cache_write     numeric(20, 10),
    output          numeric(20, 10),
    reasoning       numeric(20, 10),
    source          text not null,
    created_at      timestamptz not null,
    unique (model_id, effective_from)
);
comment on table gateway.shared_price is 'prices per million tokens; null: a kind this model does not bill';
grant select on gateway.shared_connection, gateway.shared_model, gateway.shared_price to maru_app, maru_system;

create table gateway.connection (
    tenant_id      uuid not null references access.tenant,
    connection_id  uuid not null,
    slug           text not null,
    name           text not null,
    kind           text not null check (kind in ('openai')),
    base_url       text not null,
    secret         bytea,
    secret_hint    text,
    enabled        boolean not null default true,
    on_disconnect  text not null default 'drain' check (on_disconnect in ('drain', 'abort')),
    created_at     timestamptz not null,
    version        bigint not null default 0,
    primary key (tenant_id, connection_id),
    unique (tenant_id, slug)
);
comment on column gateway.connection.secret is 'the provider''s key in an envelope bound to tenant, row and origin of base_url';
alter table gateway.connection enable row level security;
alter table gateway.connection force row level security;
create policy tenant on gateway.connection to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on gateway.connection for select to maru_system using (true);
grant select, insert, update, delete on gateway.connection to maru_app;
grant select on gateway.connection to maru_system;

create table gateway.model (
    tenant_id         uuid not null references access.tenant,
    model_id          uuid not null,
    connection_id     uuid not null,
    upstream_id       text not null,
    name              text not null,
    context_window    int,
    max_output_tokens int,
    features          text[] not null default '{}',
    description       text not null default '',
    enabled           boolean not null default true,
    created_at        timestamptz not null,
    version           bigint not null default 0,
    primary key (tenant_id, model_id),
    unique (tenant_id, connection_id, upstream_id),
    foreign key (tenant_id, connection_id) references gateway.connection on delete cascade
);
alter table gateway.model enable row level security;
alter table gateway.model force row level security;
create policy tenant on gateway.model to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on gateway.model for select to maru_system using (true);
grant select, insert, update, delete on gateway.model to maru_app;
grant select on gateway.model to maru_system;

-- One immutable sheet with all kinds; a new price is a new row.
create table gateway.price (
    tenant_id       uuid not null references access.tenant,
    price_id        uuid not null,
    model_id        uuid not null,
    effective_from  timestamptz not null,
    currency        text not null,
    uncached_input  numeric(20, 10),
    cache_read      numeric(20, 10),
    cache_write     numeric(20, 10),
    output          numeric(20, 10),
    reasoning       numeric(20, 10),
    source          text not null,
    created_at      timestamptz not null,
    primary key (tenant_id, price_id),
    unique (tenant_id, model_id, effective_from),
    foreign key (tenant_id, model_id) references gateway.model on delete cascade
);
comment on table gateway.price is 'prices per million tokens; null: a kind this model does not bill';
alter table gateway.price enable row level security;
alter table gateway.price force row level security;
create policy tenant on gateway.price to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on gateway.price for select to maru_system using (true);
grant select, insert on gateway.price to maru_app;
grant select on gateway.price to maru_system;

-- One request through the gateway. "day" is the UTC date inside request_id, never the time of arrival.
create table gateway.call (
    tenant_id        uuid not null references access.tenant,
    project_id       uuid not null,
    day              date not null,
    request_id       uuid not null,
    origin           text not null check (origin in ('api', 'playground', 'rag', 'eval', 'guardrail', 'job')),
    api_key_id       uuid,
    user_id          uuid,
    end_user         text,
    protocol         text not null,
    requested_model  text not null,
    model            text,
    connection_slug  text,
    prompt_id        uuid,
    prompt_name      text,
    prompt_version   int,
    prompt_label     text,
    prompt_variant   text,
    route            text,
    workspace        text,
    trace_id         text,
    span_id          text,
    parent_request   text,
    session_id       text,
    client_request_id text,
    streamed         boolean not null,
    outcome          text not null check (outcome in ('success', 'error', 'rejected', 'aborted')),
    status           int not null,
    error_code       text,
    error_message    text,
    attempts         int not null,
    uncached_input_tokens bigint not null default 0,
    cache_read_tokens     bigint not null default 0,
    cache_write_tokens    bigint not null default 0,
    output_tokens         bigint not null default 0,
    reasoning_tokens      bigint not null default 0,
    usage_state      text not null check (usage_state in ('exact', 'estimated', 'none')),
    cost             numeric(24, 12),
    currency         text,
    started_at       timestamptz not null,
    first_token_ms   bigint,
    duration_ms      bigint not null,
    overhead_us      bigint,
    primary key (tenant_id, project_id, day, request_id)
) partition by range (day);
create table gateway.call_default partition of gateway.call default;
create index call_started_at_idx on gateway.call (tenant_id, project_id, started_at desc, request_id desc);
create index call_prompt_id_idx on gateway.call (tenant_id, project_id, prompt_id, prompt_version, started_at desc);
alter table gateway.call enable row level security;
alter table gateway.call force row level security;
create policy tenant_reads on gateway.call for select to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on gateway.call for select to maru_system using (true);
create policy system_writes on gateway.call for insert to maru_system with check (true);
grant select on gateway.call to maru_app;
grant select, insert on gateway.call to maru_system;

-- One try at one endpoint.
create table gateway.attempt (
    tenant_id       uuid not null references access.tenant,
    project_id      uuid not null,
    day             date not null,
    request_id      uuid not null,
    attempt         int not null,
    connection_slug text not null,
    model           text not null,
    upstream_id     text not null,
    status          int,
    outcome         text not null check (outcome in ('success', 'error', 'aborted', 'lost')),
    error_code      text,
    error_message   text,
    upstream_request_id text,
    dispatched_at   timestamptz not null,
    first_token_ms  bigint,
    duration_ms     bigint,
    primary key (tenant_id, project_id, day, request_id, attempt)
) partition by range (day);
create table gateway.attempt_default partition of gateway.attempt default;
alter table gateway.attempt enable row level security;
alter table gateway.attempt force row level security;
create policy tenant_reads on gateway.attempt for select to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on gateway.attempt for select to maru_system using (true);
create policy system_writes on gateway.attempt for insert to maru_system with check (true);
grant select on gateway.attempt to maru_app;
grant select, insert on gateway.attempt to maru_system;

-- What was used and what it cost; correction 0 is the original, higher ones are later corrections.
create table gateway.ledger (
    tenant_id   uuid not null references access.tenant,
    day         date not null,
    request_id  uuid not null,
    attempt     int not null,
    correction  int not null default 0,
    project_id  uuid not null,
    api_key_id  uuid,
    user_id     uuid,
    model_id    uuid,
    model       text not null,
    connection_slug text not null,
    price_id    uuid,
    uncached_input_tokens bigint not null default 0,
    cache_read_tokens     bigint not null default 0,
    cache_write_tokens    bigint not null default 0,
    output_tokens         bigint not null default 0,
    reasoning_tokens      bigint not null default 0,
    units       jsonb not null default '{}',
    cost        numeric(24, 12),
    currency    text,
    state       text not null check (state in ('exact', 'estimated')),
    at          timestamptz not null,
    recorded_at timestamptz not null default now(),
    primary key (tenant_id, day, request_id, attempt, correction)
) partition by range (day);
comment on column gateway.ledger.cost is 'null: unpriced';
create table gateway.ledger_default partition of gateway.ledger default;
create index ledger_recorded_at_idx on gateway.ledger (recorded_at);
alter table gateway.ledger enable row level security;
alter table gateway.ledger force row level security;
create policy tenant_reads on gateway.ledger for select to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on gateway.ledger for select to maru_system using (true);
create policy system_writes on gateway.ledger for insert to maru_system with check (true);
grant select on gateway.ledger to maru_app;
grant select, insert on gateway.ledger to maru_system;

create table gateway.call_tag (
    tenant_id  uuid not null references access.tenant,
    project_id uuid not null,
    day        date not null,
    request_id uuid not null,
    name       text not null,
    value      text not null,
    primary key (tenant_id, project_id, day, request_id, name)
) partition by range (day);
create table gateway.call_tag_default partition of gateway.call_tag default;
create index call_tag_value_idx on gateway.call_tag (tenant_id, project_id, name, value, day);
alter table gateway.call_tag enable row level security;
alter table gateway.call_tag force row level security;
create policy tenant_reads on gateway.call_tag for select to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on gateway.call_tag for select to maru_system using (true);
create policy system_writes on gateway.call_tag for insert to maru_system with check (true);
grant select on gateway.call_tag to maru_app;
grant select, insert on gateway.call_tag to maru_system;

-- Whether a project keeps what was said; facts about calls are always kept.
create table gateway.payload_policy (
    tenant_id      uuid not null references access.tenant,
    project_id     uuid not null,
    capture        text not null default 'none' check (capture in ('none', 'full')),
    retention_days int not null default 14 check (retention_days between 1 and 365),
    version        bigint not null default 0,
    primary key (tenant_id, project_id),
    foreign key (tenant_id, project_id) references access.project on delete cascade
);
alter table gateway.payload_policy enable row level security;
alter table gateway.payload_policy force row level security;
create policy tenant on gateway.payload_policy to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on gateway.payload_policy for select to maru_system using (true);
grant select, insert, update, delete on gateway.payload_policy to maru_app;
grant select on gateway.payload_policy to maru_system;

create table gateway.call_payload (
    tenant_id   uuid not null references access.tenant,
    project_id  uuid not null,
    expires_on  date not null,
    request_id  uuid not null,
    request     bytea not null,
    response    bytea,
    truncated   boolean not null default false,
    primary key (tenant_id, project_id, expires_on, request_id)
) partition by range (expires_on);
create table gateway.call_payload_default partition of gateway.call_payload default;
create index call_payload_request_idx on gateway.call_payload (tenant_id, project_id, request_id);
alter table gateway.call_payload enable row level security;
alter table gateway.call_payload force row level security;
create policy tenant_reads on gateway.call_payload for select to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on gateway.call_payload for select to maru_system using (true);
create policy system_writes on gateway.call_payload for insert to maru_system with check (true);
grant select on gateway.call_payload to maru_app;
grant select, insert on gateway.call_payload to maru_system;

-- The run-time login owns no table, so it makes and drops partitions only through these two functions.
create function gateway.add_partition(parent text, key_column text, first_day date, next_day date, suffix text) returns boolean
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    child text := parent || suffix;
begin
    if to_regclass(format('gateway.%I', child)) is not null then
        return false;
    end if;
    execute format('create table gateway.%I (like gateway.%I including all)', child, parent);
    -- Rows that came before their partition wait in the default one.
    execute format('with moved as (delete from gateway.%I where %I >= %L and %I < %L returning *) insert into gateway.%I select * from moved',
        parent || '_default', key_column, first_day, key_column, next_day, child);
    execute format('alter table gateway.%I attach partition gateway.%I for values from (%L) to (%L)', parent, child, first_day, next_day);
    return true;
end $$;
revoke all on function gateway.add_partition(text, text, date, date, text) from public;

-- Months of facts ahead, days of payloads ahead; payloads past their day are dropped. Returns what was made or dropped.
create function gateway.keep_partitions(months_ahead int, payload_days_ahead int) returns int
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    today date := (now() at time zone 'utc')::date;
    month date;
    day date;
    fact text;
    expired text;
    changed int := 0;
begin
    perform set_config('lock_timeout', '5s', true);
    perform pg_advisory_xact_lock(4711, 3);
    foreach fact in array array['call', 'attempt', 'ledger', 'call_tag'] loop
        for i in 0..least(greatest(months_ahead, 1), 24) loop
            month := (date_trunc('month', today) + make_interval(months => i))::date;
            if gateway.add_partition(fact, 'day', month, (month + interval '1 month')::date, to_char(month, '"_y"YYYY"m"MM')) then
                changed := changed + 1;
            end if;
        end loop;
    end loop;
    for i in 0..least(greatest(payload_days_ahead, 1), 370) loop
        day := today + i;
        if gateway.add_partition('call_payload', 'expires_on', day, day + 1, to_char(day, '"_y"YYYY"m"MM"d"DD')) then
            changed := changed + 1;
        end if;
    end loop;
    for expired in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'gateway.call_payload'::regclass and c.relname ~ '_y[0-9]{4}m[0-9]{2}d[0-9]{2}$'
          and to_date(right(c.relname, 11), '"y"YYYY"m"MM"d"DD') < today
    loop
        execute format('drop table gateway.%I', expired);
        changed := changed + 1;
    end loop;
    delete from gateway.call_payload_default where expires_on < today;
    return changed;
end $$;
revoke all on function gateway.keep_partitions(int, int) from public;
grant execute on function gateway.keep_partitions(int, int) to maru_system;

-- The built-in model: no network, no cost, and says so.
insert into gateway.shared_connection (connection_id, slug, name, kind, created_at) values
    ('01900000-0000-7000-8000-000000000001', 'maru', 'Built-in, offline', 'offline', '2026-01-01T00:00:00Z');
insert into gateway.shared_model (model_id, connection_id, upstream_id, name, context_window, max_output_tokens, description, created_at) values
    ('01900000-0000-7000-8000-000000000002', '01900000-0000-7000-8000-000000000001', 'offline', 'offline', 32768, 1024,
     'Quotes the sentences of the given text that best match the question. Needs no network and no key; it is no language model.',
     '2026-01-01T00:00:00Z');
insert into gateway.shared_price (price_id, model_id, effective_from, currency, uncached_input, output, source, created_at) values
    ('01900000-0000-7000-8000-000000000003', '01900000-0000-7000-8000-000000000002', '2026-01-01T00:00:00Z', 'USD', 0, 0,
     'built in', '2026-01-01T00:00:00Z');
