-- A label may send a share of its callers to other versions, watched for regressions.
create table prompts.split (
    tenant_id    uuid not null references access.tenant,
    project_id   uuid not null,
    split_id     uuid not null,
    prompt_id    uuid not null,
    label        text collate "C" not null,
    variants     jsonb not null,
    conditions   jsonb not null default '{}',
    guard        jsonb,
    state        text not null check (state in ('running', 'stopped', 'finished')),
    state_reason text not null default '',
    started_by   text not null,
    starter      text not null,
    started_at   timestamptz not null,
    ended_by     text,
    ended_at     timestamptz,
    primary key (tenant_id, project_id, split_id),
    foreign key (tenant_id, project_id, prompt_id) references prompts.prompt on delete cascade
);
comment on column prompts.split.variants is '[{"version": 4, "weight": 1000}, …]: weights of 10,000; the rest goes to the version that the label names';
create unique index split_running_idx on prompts.split (tenant_id, project_id, prompt_id, label) where state = 'running';
alter table prompts.split enable row level security;
alter table prompts.split force row level security;
create policy tenant on prompts.split to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on prompts.split for select to maru_system using (true);
grant select, insert, update on prompts.split to maru_app;
grant select on prompts.split to maru_system;
