-- Guardrails: checks of what calls say and of what models answer, and what they found.
create table gateway.guardrail (
    tenant_id    uuid not null references access.tenant,
    project_id   uuid not null,
    guardrail_id uuid not null,
    name         text not null,
    api_key_id   uuid,
    stage        text not null check (stage in ('input', 'output', 'both')),
    action       text not null check (action in ('deny', 'mask', 'log')),
    rule         jsonb not null,
    secret       bytea,
    enabled      boolean not null default true,
    created_at   timestamptz not null,
    changed_at   timestamptz not null,
    version      bigint not null default 0,
    primary key (tenant_id, project_id, guardrail_id),
    unique (tenant_id, project_id, name),
    foreign key (tenant_id, project_id) references access.project on delete cascade
);
comment on column gateway.guardrail.api_key_id is 'the only key whose calls it holds for; null: every call of the project';
comment on column gateway.guardrail.rule is 'the kind of check and its settings';
comment on column gateway.guardrail.secret is 'what opens the judge''s door, in an envelope bound to tenant, guardrail and origin of its address';
alter table gateway.guardrail enable row level security;
alter table gateway.guardrail force row level security;
create policy tenant on gateway.guardrail to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on gateway.guardrail for select to maru_system using (true);
grant select, insert, update, delete on gateway.guardrail to maru_app;
grant select on gateway.guardrail to maru_system;

alter table gateway.call add column guardrails jsonb;
comment on column gateway.call.guardrails is 'what was found: guardrail, stage, action, kind and how often, never the text; null: nothing';
