-- Whether a project's calls may be answered from what was answered before, and those answers.
create table gateway.cache_policy (
    tenant_id       uuid not null references access.tenant,
    project_id      uuid not null,
    mode            text not null check (mode in ('off', 'exact', 'semantic')),
    on_request      boolean not null,
    ttl_seconds     bigint not null check (ttl_seconds between 1 and 31536000),
    scope           text not null check (scope in ('project', 'key')),
    embedding_model text,
    min_similarity  numeric(4, 3) not null check (min_similarity between 0.5 and 1),
    version         bigint not null,
    primary key (tenant_id, project_id),
    foreign key (tenant_id, project_id) references access.project on delete cascade,
    check (mode <> 'semantic' or embedding_model is not null)
);
comment on column gateway.cache_policy.on_request is 'only calls that ask for the cache use it';
alter table gateway.cache_policy enable row level security;
alter table gateway.cache_policy force row level security;
create policy tenant on gateway.cache_policy to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on gateway.cache_policy for select to maru_system using (true);
grant select, insert, update, delete on gateway.cache_policy to maru_app;
grant select on gateway.cache_policy to maru_system;

create table gateway.cached_answer (
    tenant_id     uuid not null references access.tenant,
    project_id    uuid not null,
    audience      uuid not null,
    digest        bytea not null,
    context       bytea,
    embedding     real[],
    content_type  text not null,
    body          bytea not null,
    model         text not null,
    connection_slug text not null,
    tokens        bigint not null,
    cost          numeric(24, 12),
    currency      text,
    created_at    timestamptz not null,
    expires_at    timestamptz not null,
    primary key (tenant_id, project_id, audience, digest),
    foreign key (tenant_id, project_id) references access.project on delete cascade,
    check ((context is null) = (embedding is null))
);
comment on column gateway.cached_answer.audience is 'the key whose calls may get it; the project itself if all of them may';
comment on column gateway.cached_answer.digest is 'SHA-256 of everything that makes the answer';
comment on column gateway.cached_answer.context is 'the same without the last question; null: not to be found by its meaning';
create index cached_answer_context on gateway.cached_answer (tenant_id, project_id, audience, context)
    where context is not null;
create index cached_answer_expiry on gateway.cached_answer (expires_at);
alter table gateway.cached_answer enable row level security;
alter table gateway.cached_answer force row level security;
create policy tenant on gateway.cached_answer to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_sweeps on gateway.cached_answer to maru_system using (true);
grant select, insert, update, delete on gateway.cached_answer to maru_app;
grant select, delete on gateway.cached_answer to maru_system;

alter table gateway.call drop constraint call_origin_check;
alter table gateway.call add constraint call_origin_check
    check (origin in ('api', 'playground', 'rag', 'eval', 'guardrail', 'cache', 'job'));
alter table gateway.call add column cache text check (cache in ('hit', 'miss', 'bypass'));
alter table gateway.call add column saved_cost numeric(24, 12);
alter table gateway.call add column saved_tokens bigint;
comment on column gateway.call.saved_cost is 'what the answer from the cache had cost when it was made';
