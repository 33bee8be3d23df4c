-- Versions declare their variables and their syntax, and refer to other prompts.
alter table prompts.prompt_version
    add column syntax    text  not null default 'mustache' check (syntax in ('mustache', 'simple')),
    add column variables jsonb not null default '[]';

-- Which version refers to which prompt: who must be asked before a prompt, or a label of it, goes away.
create table prompts.prompt_reference (
    tenant_id    uuid not null references access.tenant,
    project_id   uuid not null,
    prompt_id    uuid not null,
    number       int  not null,
    ordinal      int  not null,
    child_prompt_id uuid not null,
    child_label  text collate "C",
    child_number int,
    primary key (tenant_id, project_id, prompt_id, number, ordinal),
    foreign key (tenant_id, project_id, prompt_id, number) references prompts.prompt_version on delete cascade,
    foreign key (tenant_id, project_id, child_prompt_id) references prompts.prompt,
    check ((child_label is null) <> (child_number is null))
);
create index prompt_reference_child_prompt_id_idx on prompts.prompt_reference (tenant_id, project_id, child_prompt_id);
alter table prompts.prompt_reference enable row level security;
alter table prompts.prompt_reference force row level security;
create policy tenant on prompts.prompt_reference to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on prompts.prompt_reference for select to maru_system using (true);
grant select, insert on prompts.prompt_reference to maru_app;
grant select on prompts.prompt_reference to maru_system;
