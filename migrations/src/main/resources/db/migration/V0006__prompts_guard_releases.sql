-- What it takes to write into a folder or to move a label: protections, requests for releases and what reviewers say.

-- A row without a label protects writing into the folder, one with a label the movements of that label below it.
create table prompts.protection (
    tenant_id     uuid not null references access.tenant,
    project_id    uuid not null,
    protection_id uuid not null,
    folder        text collate "C" not null,
    label         text collate "C",
    approvals     int  not null default 0 check (approvals between 0 and 10),
    gate          text,
    created_by    text not null,
    created_at    timestamptz not null,
    primary key (tenant_id, project_id, protection_id),
    foreign key (tenant_id, project_id) references access.project on delete cascade,
    check (label is not null or (approvals = 0 and gate is null))
);
comment on column prompts.protection.folder is 'empty for the whole project';
create unique index protection_place_idx on prompts.protection (tenant_id, project_id, folder, label) nulls not distinct;
alter table prompts.protection enable row level security;
alter table prompts.protection force row level security;
create policy tenant on prompts.protection to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
grant select, insert, update, delete on prompts.protection to maru_app;

create table prompts.release_request (
    tenant_id          uuid not null references access.tenant,
    project_id         uuid not null,
    release_request_id uuid not null,
    prompt_id          uuid not null,
    label              text collate "C" not null,
    number             int  not null,
    from_number        int,
    approvals          int  not null,
    gates              text[] not null default '{}',
    by_manager         boolean not null,
    reason             text not null,
    release_at         timestamptz,
    state              text not null check (state in ('open', 'approved', 'released', 'rejected', 'withdrawn', 'failed')),
    state_reason       text not null default '',
    release_id         uuid,
    requested_by       text not null,
    requester          text not null,
    requested_at       timestamptz not null,
    closed_at          timestamptz,
    primary key (tenant_id, project_id, release_request_id),
    foreign key (tenant_id, project_id, prompt_id, number) references prompts.prompt_version on delete cascade
);
comment on column prompts.release_request.by_manager is 'only who may manage prompts can approve: the label is protected without a number of approvals';
comment on column prompts.release_request.from_number is 'what the label named when it was asked for; another one at the release fails it';
create unique index release_request_open_idx on prompts.release_request (tenant_id, project_id, prompt_id, label)
    where state in ('open', 'approved');
create index release_request_due_idx on prompts.release_request (release_at) where state = 'approved';
create index release_request_prompt_idx on prompts.release_request (tenant_id, project_id, prompt_id, requested_at desc);
alter table prompts.release_request enable row level security;
alter table prompts.release_request force row level security;
create policy tenant on prompts.release_request to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on prompts.release_request for select to maru_system using (true);
grant select, insert, update on prompts.release_request to maru_app;
grant select on prompts.release_request to maru_system;

create table prompts.release_review (
    tenant_id          uuid not null references access.tenant,
    project_id         uuid not null,
    release_request_id uuid not null,
    reviewer           text not null,
    verdict            text not null check (verdict in ('approve', 'reject')),
    comment            text not null default '',
    reviewed_by        text not null,
    reviewed_at        timestamptz not null,
    primary key (tenant_id, project_id, release_request_id, reviewer),
    foreign key (tenant_id, project_id, release_request_id) references prompts.release_request on delete cascade
);
alter table prompts.release_review enable row level security;
alter table prompts.release_review force row level security;
create policy tenant on prompts.release_review to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
grant select, insert, update on prompts.release_review to maru_app;
