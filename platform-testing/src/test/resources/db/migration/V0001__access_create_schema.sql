-- The tables that TestTenants fills, in the shape it needs.
create schema access;
grant usage on schema access to maru_app, maru_system;
create table access.tenant (
    tenant_id  uuid primary key,
    slug       text not null unique,
    name       text not null,
    created_at timestamptz not null
);
alter table access.tenant enable row level security;
alter table access.tenant force row level security;
create policy tenant on access.tenant to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system on access.tenant to maru_system using (true);
grant select on access.tenant to maru_app, maru_system;
create table access.project (
    tenant_id uuid, project_id uuid, slug text, name text, created_at timestamptz
);
create table access.app_user (user_id uuid, email text, display_name text, created_at timestamptz);
create table access.member (tenant_id uuid, user_id uuid, created_at timestamptz);
create table access.member_role (tenant_id uuid, user_id uuid, project_id uuid, role text);
