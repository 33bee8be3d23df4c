-- What a search for words looks at, normalised, one row per prompt: see docs/decisions/0010-search-and-files.md.
create table prompts.prompt_text (
    tenant_id  uuid not null references access.tenant,
    project_id uuid not null,
    prompt_id  uuid not null,
    content    text collate "C" not null,
    primary key (tenant_id, project_id, prompt_id),
    foreign key (tenant_id, project_id, prompt_id) references prompts.prompt on delete cascade
);
comment on column prompts.prompt_text.content is 'name, description, tags, and the texts of the newest and of each labelled version, in lower case and NFC';
alter table prompts.prompt_text enable row level security;
alter table prompts.prompt_text force row level security;
create policy tenant on prompts.prompt_text to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
grant select, insert, update, delete on prompts.prompt_text to maru_app;

-- What was there before, and what a replica of an older version changes, is found here and caught up with.
alter table prompts.prompt add column searched_at timestamptz;
comment on column prompts.prompt.searched_at is 'updated_at of what prompt_text holds';
create index prompt_searched_at_idx on prompts.prompt (tenant_id, project_id, prompt_id)
    where searched_at is distinct from updated_at;
