-- Prompts, their immutable versions, labels and the history of releases.
create schema prompts;
grant usage on schema prompts to maru_app, maru_system;

create table prompts.prompt (
    tenant_id   uuid not null references access.tenant,
    project_id  uuid not null,
    prompt_id   uuid not null,
    name        text collate "C" not null,
    kind        text not null check (kind in ('text', 'chat')),
    description text not null default '',
    tags        text[] not null default '{}',
    latest      int not null check (latest > 0),
    archived_at timestamptz,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    version     bigint not null default 0,
    primary key (tenant_id, project_id, prompt_id),
    foreign key (tenant_id, project_id) references access.project on delete cascade
);
comment on column prompts.prompt.version is 'optimistic lock, not a version of the prompt';
comment on column prompts.prompt.latest is 'number of the newest version; numbers have no gaps';
create unique index prompt_name_idx on prompts.prompt (tenant_id, project_id, name);
alter table prompts.prompt enable row level security;
alter table prompts.prompt force row level security;
create policy tenant on prompts.prompt to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on prompts.prompt for select to maru_system using (true);
grant select, insert, update, delete on prompts.prompt to maru_app;
grant select on prompts.prompt to maru_system;

-- Immutable: the run-time role may insert, never update; rows go only with their prompt.
create table prompts.prompt_version (
    tenant_id      uuid not null references access.tenant,
    project_id     uuid not null,
    prompt_id      uuid not null,
    number         int not null check (number > 0),
    body           jsonb not null,
    config         jsonb not null default '{}',
    content_hash   bytea not null,
    content_bytes  int not null,
    commit_message text not null default '',
    created_by     text not null,
    author         text not null,
    created_at     timestamptz not null,
    primary key (tenant_id, project_id, prompt_id, number),
    foreign key (tenant_id, project_id, prompt_id) references prompts.prompt on delete cascade
);
comment on column prompts.prompt_version.created_by is 'the name as it was then; author is the id';
alter table prompts.prompt_version enable row level security;
alter table prompts.prompt_version force row level security;
create policy tenant on prompts.prompt_version to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on prompts.prompt_version for select to maru_system using (true);
grant select, insert on prompts.prompt_version to maru_app;
grant select on prompts.prompt_version to maru_system;

create table prompts.prompt_label (
    tenant_id  uuid not null references access.tenant,
    project_id uuid not null,
    prompt_id  uuid not null,
    label      text collate "C" not null,
    number     int not null,
    updated_at timestamptz not null,
    primary key (tenant_id, project_id, prompt_id, label),
    foreign key (tenant_id, project_id, prompt_id, number) references prompts.prompt_version on delete cascade
);
alter table prompts.prompt_label enable row level security;
alter table prompts.prompt_label force row level security;
create policy tenant on prompts.prompt_label to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on prompts.prompt_label for select to maru_system using (true);
grant select, insert, update, delete on prompts.prompt_label to maru_app;
grant select on prompts.prompt_label to maru_system;

-- Every movement of a label: who, when, why, from, to.
create table prompts.release (
    tenant_id   uuid not null references access.tenant,
    project_id  uuid not null,
    release_id  uuid not null,
    prompt_id   uuid not null,
    label       text not null,
    from_number int,
    to_number   int,
    is_rollback boolean not null default false,
    reason      text not null default '',
    released_by text not null,
    releaser    text not null,
    released_at timestamptz not null,
    primary key (tenant_id, project_id, release_id),
    foreign key (tenant_id, project_id, prompt_id) references prompts.prompt on delete cascade
);
create index release_prompt_id_idx on prompts.release (tenant_id, project_id, prompt_id, released_at desc, release_id desc);
comment on column prompts.release.released_by is 'the name as it was then; releaser is the id';
alter table prompts.release enable row level security;
alter table prompts.release force row level security;
create policy tenant on prompts.release to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
grant select, insert on prompts.release to maru_app;
