-- More kinds of providers, several keys for a connection, and routes: names that choose among models.
alter table gateway.connection drop constraint connection_kind_check;
alter table gateway.connection add constraint connection_kind_check
    check (kind in ('openai', 'azure', 'anthropic', 'gemini', 'mistral', 'bedrock'));

create table gateway.connection_key (
    tenant_id      uuid not null references access.tenant,
    connection_key_id uuid not null,
    connection_id  uuid not null,
    name           text not null,
    secret         bytea not null,
    secret_hint    text not null,
    weight         int not null default 1 check (weight between 1 and 1000),
    enabled        boolean not null default true,
    refused_at     timestamptz,
    refused_reason text,
    created_at     timestamptz not null,
    version        bigint not null default 0,
    primary key (tenant_id, connection_key_id),
    unique (tenant_id, connection_id, name),
    foreign key (tenant_id, connection_id) references gateway.connection on delete cascade
);
comment on column gateway.connection_key.secret is 'the provider''s key in an envelope bound to tenant, connection and origin of base_url';
comment on column gateway.connection_key.refused_at is 'the provider does not take the key any more; it is not used until somebody tests or replaces it';
alter table gateway.connection_key enable row level security;
alter table gateway.connection_key force row level security;
create policy tenant on gateway.connection_key to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on gateway.connection_key for select to maru_system using (true);
grant select, insert, update, delete on gateway.connection_key to maru_app;
grant select on gateway.connection_key to maru_system;

-- The migration's own role is bound by row-level security too, so it looks past it for this one statement.
alter table gateway.connection no force row level security;
alter table gateway.connection_key no force row level security;
insert into gateway.connection_key (tenant_id, connection_key_id, connection_id, name, secret, secret_hint, created_at)
    select tenant_id, connection_id, connection_id, 'main', secret, secret_hint, created_at
    from gateway.connection where secret is not null;
alter table gateway.connection force row level security;
alter table gateway.connection_key force row level security;
alter table gateway.connection drop column secret, drop column secret_hint;

create table gateway.route (
    tenant_id   uuid not null references access.tenant,
    project_id  uuid not null,
    route_id    uuid not null,
    name        text not null,
    description text not null default '',
    plan        jsonb not null,
    enabled     boolean not null default true,
    created_at  timestamptz not null,
    changed_at  timestamptz not null,
    version     bigint not null default 0,
    primary key (tenant_id, project_id, route_id),
    unique (tenant_id, project_id, name),
    foreign key (tenant_id, project_id) references access.project on delete cascade
);
comment on column gateway.route.plan is 'targets, their order, conditions, retries and timeouts';
alter table gateway.route enable row level security;
alter table gateway.route force row level security;
create policy tenant on gateway.route to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on gateway.route for select to maru_system using (true);
grant select, insert, update, delete on gateway.route to maru_app;
grant select on gateway.route to maru_system;

-- Why an attempt went where it went, and with which of the connection's keys.
alter table gateway.attempt add column key_name text, add column reason text, add column error_class text;
