-- People talk about the text of a version, at the place that they mean.
create table prompts.thread (
    tenant_id   uuid not null references access.tenant,
    project_id  uuid not null,
    thread_id   uuid not null,
    prompt_id   uuid not null,
    number      int  not null,
    message     int  not null,
    start_at    int  not null,
    end_at      int  not null,
    quote       text not null,
    opened_at   timestamptz not null,
    resolved_at timestamptz,
    resolved_by text,
    primary key (tenant_id, project_id, thread_id),
    foreign key (tenant_id, project_id, prompt_id, number) references prompts.prompt_version on delete cascade,
    check (message >= 0 and start_at >= 0 and end_at >= start_at)
);
comment on table prompts.thread is 'the place: a message of a version and the UTF-16 offsets of a quote in it';
create index thread_prompt_idx on prompts.thread (tenant_id, project_id, prompt_id, opened_at);
alter table prompts.thread enable row level security;
alter table prompts.thread force row level security;
create policy tenant on prompts.thread to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
grant select, insert, update, delete on prompts.thread to maru_app;

create table prompts.comment (
    tenant_id  uuid not null references access.tenant,
    project_id uuid not null,
    comment_id uuid not null,
    thread_id  uuid not null,
    text       text not null,
    author     text not null,
    written_by text not null,
    written_at timestamptz not null,
    edited_at  timestamptz,
    primary key (tenant_id, project_id, comment_id),
    foreign key (tenant_id, project_id, thread_id) references prompts.thread on delete cascade
);
create index comment_thread_idx on prompts.comment (tenant_id, project_id, thread_id, written_at);
alter table prompts.comment enable row level security;
alter table prompts.comment force row level security;
create policy tenant on prompts.comment to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
grant select, insert, update, delete on prompts.comment to maru_app;
