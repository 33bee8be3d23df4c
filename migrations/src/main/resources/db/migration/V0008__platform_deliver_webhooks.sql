-- What tells other programs of changes: webhooks, what they are to be told, and each attempt to tell it.

create table platform.webhook (
    tenant_id        uuid not null references access.tenant,
    project_id       uuid not null,
    webhook_id       uuid not null,
    version          bigint not null default 0,
    url              text not null,
    event_types      text[] not null,
    folder           text collate "C" not null default '',
    description      text not null default '',
    state            text not null check (state in ('active', 'paused')),
    pause_reason     text check (pause_reason in ('by_hand', 'gone', 'failing')),
    secret           bytea not null,
    old_secret       bytea,
    old_secret_until timestamptz,
    failing_since    timestamptz,
    last_attempt_at  timestamptz,
    lease_id         uuid,
    lease_until      timestamptz,
    created_by       text not null,
    created_at       timestamptz not null,
    primary key (tenant_id, project_id, webhook_id),
    foreign key (tenant_id, project_id) references access.project on delete cascade,
    check ((state = 'paused') = (pause_reason is not null)),
    check ((old_secret is null) = (old_secret_until is null)),
    check ((lease_id is null) = (lease_until is null))
);
comment on column platform.webhook.folder is 'what the subject of an event must lie below, empty for everything';
comment on column platform.webhook.failing_since is 'the first failure since something was delivered';
comment on column platform.webhook.lease_id is 'the worker that delivers for this webhook; one at a time';
alter table platform.webhook enable row level security;
alter table platform.webhook force row level security;
create policy tenant on platform.webhook to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on platform.webhook for select to maru_system using (true);
grant select, insert, update, delete on platform.webhook to maru_app;
grant select on platform.webhook to maru_system;

-- Written in the transaction of the change; the number keeps the order in which one transaction wrote them.
create table platform.webhook_delivery (
    tenant_id           uuid not null references access.tenant,
    project_id          uuid not null,
    webhook_id          uuid not null,
    webhook_delivery_id uuid not null,
    number              bigint not null generated always as identity,
    event_type          text not null,
    body                text not null,
    state               text not null check (state in ('pending', 'delivered', 'failed')),
    attempts            int not null default 0,
    tries               int not null default 0,
    due_at              timestamptz not null,
    created_at          timestamptz not null,
    finished_at         timestamptz,
    primary key (tenant_id, project_id, webhook_id, webhook_delivery_id),
    foreign key (tenant_id, project_id, webhook_id) references platform.webhook on delete cascade
);
comment on column platform.webhook_delivery.attempts is 'all that were made';
comment on column platform.webhook_delivery.tries is 'those since the schedule of retries began, anew by "deliver again"';
create index webhook_delivery_due_idx on platform.webhook_delivery (tenant_id, project_id, webhook_id, due_at)
    where state = 'pending';
create index webhook_delivery_created_at_idx on platform.webhook_delivery (created_at);
alter table platform.webhook_delivery enable row level security;
alter table platform.webhook_delivery force row level security;
create policy tenant on platform.webhook_delivery to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on platform.webhook_delivery for select to maru_system using (true);
grant select, insert, update, delete on platform.webhook_delivery to maru_app;
grant select on platform.webhook_delivery to maru_system;

create table platform.webhook_attempt (
    tenant_id           uuid not null references access.tenant,
    project_id          uuid not null,
    webhook_id          uuid not null,
    webhook_delivery_id uuid not null,
    number              int not null,
    attempted_at        timestamptz not null,
    millis              int not null,
    status              int,
    fault               text,
    answer              text not null default '',
    primary key (tenant_id, project_id, webhook_id, webhook_delivery_id, number),
    foreign key (tenant_id, project_id, webhook_id, webhook_delivery_id)
        references platform.webhook_delivery on delete cascade
);
comment on column platform.webhook_attempt.fault is 'why it failed, null where it did not';
alter table platform.webhook_attempt enable row level security;
alter table platform.webhook_attempt force row level security;
create policy tenant on platform.webhook_attempt to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
grant select, insert on platform.webhook_attempt to maru_app;
