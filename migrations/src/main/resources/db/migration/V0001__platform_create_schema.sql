-- The parts every feature shares: the change feed, jobs, wrapped data keys, remembered responses, triggers of db-scheduler.
-- Roles maru_owner, maru_app and maru_system and the extension vector are made before by db/bootstrap.sql.
create schema platform;
grant usage on schema platform to maru_app, maru_system;

-- The truth behind every snapshot: bumped in the transaction of the change.
create table platform.change (
    tenant_id uuid not null,
    kind      text not null,
    seq       bigint not null,
    primary key (tenant_id, kind)
);
create sequence platform.change_seq;
create index change_seq_idx on platform.change (seq);
alter table platform.change enable row level security;
alter table platform.change force row level security;
create policy tenant on platform.change to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system on platform.change to maru_system using (true) with check (true);
grant select, insert, update on platform.change to maru_app, maru_system;
grant usage on sequence platform.change_seq to maru_app, maru_system;

create table platform.job (
    tenant_id   uuid not null,
    job_id      uuid not null,
    project_id  uuid,
    kind        text not null,
    stage       text not null,
    state       text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    done        bigint not null default 0,
    total       bigint,
    attempts    int not null default 0,
    error       text,
    cancel      boolean not null default false,
    payload     jsonb not null default '{}',
    created_at  timestamptz not null,
    started_at  timestamptz,
    finished_at timestamptz,
    primary key (tenant_id, job_id)
);
alter table platform.job enable row level security;
alter table platform.job force row level security;
create policy tenant on platform.job to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system on platform.job to maru_system using (true) with check (true);
grant select, insert, update, delete on platform.job to maru_app, maru_system;

-- One data key per tenant, wrapped by the key-encryption key.
create table platform.tenant_key (
    tenant_id     uuid not null,
    tenant_key_id uuid not null,
    wrapped       bytea not null,
    created_at    timestamptz not null,
    primary key (tenant_id, tenant_key_id)
);
alter table platform.tenant_key enable row level security;
alter table platform.tenant_key force row level security;
create policy tenant on platform.tenant_key to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system on platform.tenant_key to maru_system using (true) with check (true);
grant select, insert, delete on platform.tenant_key to maru_app;
grant select, insert, update on platform.tenant_key to maru_system;

-- One ciphertext that proves at start that the key-encryption key is the one that wrapped the data keys.
create table platform.key_canary (
    key_canary_id int primary key check (key_canary_id = 1),
    ciphertext    bytea not null
);
grant select, insert, update on platform.key_canary to maru_system;

-- What a write with an Idempotency-Key answered, for 24 hours.
create table platform.idempotency (
    tenant_id    uuid not null,
    actor        text not null,
    key          text not null,
    request_hash bytea not null,
    status       int,
    content_type text,
    body         bytea,
    created_at   timestamptz not null,
    primary key (tenant_id, actor, key)
);
create index idempotency_created_at_idx on platform.idempotency (created_at);
alter table platform.idempotency enable row level security;
alter table platform.idempotency force row level security;
create policy tenant on platform.idempotency to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system on platform.idempotency to maru_system using (true) with check (true);
grant select, insert, update, delete on platform.idempotency to maru_app;
grant select, delete on platform.idempotency to maru_system;

-- db-scheduler's own table, in its own shape.
create table platform.scheduled_tasks (
    task_name            text not null,
    task_instance        text not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time_idx on platform.scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat_idx on platform.scheduled_tasks (last_heartbeat);
grant select, insert, update, delete on platform.scheduled_tasks to maru_system;
