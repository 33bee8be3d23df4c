-- Limits of requests, tokens and concurrency, and budgets of money with what is spent, reserved and leased of them.
create table gateway.usage_limit (
    tenant_id      uuid not null references access.tenant,
    project_id     uuid,
    limit_id       uuid not null,
    api_key_id     uuid,
    user_id        uuid,
    model          text,
    tag_name       text,
    tag_value      text,
    kind           text not null check (kind in ('requests', 'input_tokens', 'output_tokens', 'tokens', 'concurrency')),
    window_seconds int not null check (window_seconds between 0 and 2678400),
    amount         bigint not null check (amount >= 0),
    enabled        boolean not null default true,
    created_at     timestamptz not null,
    version        bigint not null default 0,
    primary key (tenant_id, limit_id),
    foreign key (tenant_id, project_id) references access.project on delete cascade
);
comment on table gateway.usage_limit is 'holds for the calls that match every column of the scope that is not null: project, key, person, model, tag';
comment on column gateway.usage_limit.window_seconds is '0 for concurrency, which has no window';
alter table gateway.usage_limit enable row level security;
alter table gateway.usage_limit force row level security;
create policy tenant on gateway.usage_limit to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on gateway.usage_limit for select to maru_system using (true);
grant select, insert, update, delete on gateway.usage_limit to maru_app;
grant select on gateway.usage_limit to maru_system;

create table gateway.budget (
    tenant_id   uuid not null references access.tenant,
    project_id  uuid,
    budget_id   uuid not null,
    name        text not null,
    api_key_id  uuid,
    user_id     uuid,
    model       text,
    tag_name    text,
    tag_value   text,
    amount      numeric(24, 12) not null check (amount >= 0),
    period      text not null check (period in ('day', 'week', 'month', 'total')),
    zone        text not null,
    enforcement text not null check (enforcement in ('hard', 'soft')),
    thresholds  int[] not null default '{}',
    enabled     boolean not null default true,
    created_at  timestamptz not null,
    version     bigint not null default 0,
    primary key (tenant_id, budget_id),
    foreign key (tenant_id, project_id) references access.project on delete cascade
);
alter table gateway.budget enable row level security;
alter table gateway.budget force row level security;
create policy tenant on gateway.budget to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on gateway.budget for select to maru_system using (true);
grant select, insert, update, delete on gateway.budget to maru_app;
grant select on gateway.budget to maru_system;

-- What a budget has given out in one of its periods. Its row is the lock under which money moves.
create table gateway.budget_period (
    tenant_id    uuid not null references access.tenant,
    budget_id    uuid not null,
    period_start timestamptz not null,
    period_end   timestamptz,
    spent        numeric(24, 12) not null default 0 check (spent >= 0),
    reserved     numeric(24, 12) not null default 0 check (reserved >= 0),
    overrun      numeric(24, 12) not null default 0,
    recalled_at  timestamptz,
    primary key (tenant_id, budget_id, period_start),
    foreign key (tenant_id, budget_id) references gateway.budget on delete cascade
);
comment on column gateway.budget_period.spent is 'the sum of the ledger''s costs in the period, moved in the transaction that inserts the ledger''s rows';
comment on column gateway.budget_period.reserved is 'the sum of the leases of the period';
comment on column gateway.budget_period.overrun is 'what attempts cost beyond what was reserved for them';
comment on column gateway.budget_period.recalled_at is 'when somebody was last refused although not all of the budget was spent';
alter table gateway.budget_period enable row level security;
alter table gateway.budget_period force row level security;
create policy tenant on gateway.budget_period to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system on gateway.budget_period to maru_system using (true) with check (true);
grant select, insert, update on gateway.budget_period to maru_app;
grant select, insert, update on gateway.budget_period to maru_system;

-- What one instance holds of a period: its unspent slice, its calls in flight, and what its spool has not shipped yet.
create table gateway.budget_lease (
    tenant_id    uuid not null references access.tenant,
    budget_id    uuid not null,
    period_start timestamptz not null,
    instance     uuid not null,
    amount       numeric(24, 12) not null default 0 check (amount >= 0),
    granted      numeric(24, 12) not null default 0,
    seen_at      timestamptz not null,
    primary key (tenant_id, budget_id, period_start, instance),
    foreign key (tenant_id, budget_id, period_start) references gateway.budget_period on delete cascade
);
comment on column gateway.budget_lease.granted is 'all that the instance was given less what it gave back; it finds by this how a change ended whose answer it never got';
create index budget_lease_instance_idx on gateway.budget_lease (instance);
alter table gateway.budget_lease enable row level security;
alter table gateway.budget_lease force row level security;
create policy tenant on gateway.budget_lease to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system on gateway.budget_lease to maru_system using (true) with check (true);
grant select, delete, update on gateway.budget_lease to maru_app;
grant select, insert, update, delete on gateway.budget_lease to maru_system;

-- That a budget passed a threshold, once per period.
create table gateway.budget_alert (
    tenant_id    uuid not null references access.tenant,
    budget_id    uuid not null,
    period_start timestamptz not null,
    threshold    int not null,
    spent        numeric(24, 12) not null,
    at           timestamptz not null default now(),
    told_at      timestamptz,
    primary key (tenant_id, budget_id, period_start, threshold),
    foreign key (tenant_id, budget_id, period_start) references gateway.budget_period on delete cascade
);
alter table gateway.budget_alert enable row level security;
alter table gateway.budget_alert force row level security;
create policy tenant on gateway.budget_alert to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on gateway.budget_alert for select to maru_system using (true);
create policy system_writes on gateway.budget_alert for insert to maru_system with check (true);
grant select, update on gateway.budget_alert to maru_app;
grant select, insert on gateway.budget_alert to maru_system;
