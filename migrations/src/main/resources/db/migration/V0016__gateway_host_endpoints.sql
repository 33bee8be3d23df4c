-- Endpoints on a tenant's own GPUs: what they run on and cost, how they are doing, and whose adapter a model is.
create table gateway.connection_hosting (
    tenant_id          uuid not null references access.tenant,
    connection_id      uuid not null,
    engine             text not null check (engine in
        ('vllm', 'sglang', 'tgi', 'ollama', 'llama-cpp', 'lm-studio', 'tei', 'other')),
    gpu_type           text not null,
    gpu_count          int not null check (gpu_count between 0 and 10000),
    price_per_gpu_hour numeric(20, 10) check (price_per_gpu_hour >= 0),
    currency           text not null,
    max_concurrency    int check (max_concurrency > 0),
    wake_up_seconds    int not null check (wake_up_seconds between 0 and 900),
    health_path        text,
    metrics_path       text,
    utilisation        numeric(5, 4) not null check (utilisation > 0 and utilisation <= 1),
    overhead           numeric(6, 4) not null check (overhead >= 0),
    tokens_per_second  numeric(14, 4) check (tokens_per_second > 0),
    updated_at         timestamptz not null,
    version            bigint not null,
    primary key (tenant_id, connection_id),
    foreign key (tenant_id, connection_id) references gateway.connection on delete cascade
);
comment on column gateway.connection_hosting.wake_up_seconds is 'how long a call waits for it to wake up; 0: it never sleeps';
comment on column gateway.connection_hosting.tokens_per_second is 'entered by somebody; null: what was measured';
alter table gateway.connection_hosting enable row level security;
alter table gateway.connection_hosting force row level security;
create policy tenant on gateway.connection_hosting to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on gateway.connection_hosting for select to maru_system using (true);
grant select, insert, update, delete on gateway.connection_hosting to maru_app;
grant select on gateway.connection_hosting to maru_system;

-- The last state that any replica saw, for people; calls go by what their own replica saw.
create table gateway.connection_health (
    tenant_id     uuid not null references access.tenant,
    connection_id uuid not null,
    status        text not null check (status in ('up', 'down', 'waking', 'resting')),
    since         timestamptz not null,
    checked_at    timestamptz not null,
    waiting       int,
    running       int,
    kv_cache      double precision,
    sentence      text not null,
    models        jsonb not null default '[]',
    primary key (tenant_id, connection_id),
    foreign key (tenant_id, connection_id) references gateway.connection_hosting on delete cascade
);
alter table gateway.connection_health enable row level security;
alter table gateway.connection_health force row level security;
create policy tenant on gateway.connection_health to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
grant select, insert, update on gateway.connection_health to maru_app;

alter table gateway.model add column parent text;
comment on column gateway.model.parent is 'the upstream id of the model that this one is an adapter of; null: none';
