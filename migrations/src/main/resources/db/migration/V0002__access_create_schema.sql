-- Tenants, projects, people, roles, keys, sessions and the audit trail.
create schema access;
grant usage on schema access to maru_app, maru_system;

create table access.tenant (
    tenant_id  uuid primary key,
    slug       text not null unique,
    name       text not null,
    state      text not null default 'active' check (state in ('active', 'suspended', 'deleted')),
    created_at timestamptz not null,
    version    bigint not null default 0
);
alter table access.tenant enable row level security;
alter table access.tenant force row level security;
create policy tenant on access.tenant to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system on access.tenant to maru_system using (true) with check (true);
grant select, update on access.tenant to maru_app;
grant select, insert, update on access.tenant to maru_system;

create table access.project (
    tenant_id  uuid not null references access.tenant,
    project_id uuid not null,
    slug       text not null,
    name       text not null,
    sample     boolean not null default false,
    created_at timestamptz not null,
    version    bigint not null default 0,
    primary key (tenant_id, project_id),
    unique (tenant_id, slug)
);
alter table access.project enable row level security;
alter table access.project force row level security;
create policy tenant on access.project to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system on access.project to maru_system using (true) with check (true);
grant select, insert, update, delete on access.project to maru_app;
grant select, insert on access.project to maru_system;

-- A person, known to the whole installation.
create table access.app_user (
    user_id      uuid primary key,
    email        text not null,
    display_name text not null,
    state        text not null default 'active' check (state in ('active', 'suspended', 'deleted')),
    operator     boolean not null default false,
    locale       text not null default 'en',
    time_zone    text not null default 'UTC',
    theme        text not null default 'system' check (theme in ('system', 'light', 'dark')),
    created_at   timestamptz not null,
    version      bigint not null default 0
);
create unique index app_user_email_idx on access.app_user (lower(email)) where state <> 'deleted';
grant select, insert, update on access.app_user to maru_system;

-- Who an issuer says a person is: issuer and subject, never the e-mail address.
create table access.user_identity (
    issuer     text not null,
    subject    text not null,
    user_id    uuid not null references access.app_user,
    created_at timestamptz not null,
    primary key (issuer, subject)
);
create index user_identity_user_id_idx on access.user_identity (user_id);
grant select, insert, delete on access.user_identity to maru_system;

create table access.user_password (
    user_id    uuid primary key references access.app_user,
    hash       text not null,
    changed_at timestamptz not null
);
grant select, insert, update, delete on access.user_password to maru_system;

-- Spring Security's shape of a passkey. Its user entity is made from app_user, so it has no table of its own.
create table access.user_credentials (
    credential_id                varchar(1000) primary key,
    user_entity_user_id          varchar(1000) not null,
    public_key                   bytea not null,
    signature_count              bigint,
    uv_initialized               boolean,
    backup_eligible              boolean not null,
    authenticator_transports     varchar(1000),
    public_key_credential_type   varchar(100),
    backup_state                 boolean not null,
    attestation_object           bytea,
    attestation_client_data_json bytea,
    created                      timestamptz,
    last_used                    timestamptz,
    label                        varchar(1000) not null
);
create index user_credentials_user_idx on access.user_credentials (user_entity_user_id);
grant select, insert, update, delete on access.user_credentials to maru_system;

create table access.member (
    tenant_id  uuid not null references access.tenant,
    user_id    uuid not null references access.app_user,
    state      text not null default 'active' check (state in ('active', 'suspended', 'deleted')),
    created_at timestamptz not null,
    version    bigint not null default 0,
    primary key (tenant_id, user_id)
);
create index member_user_id_idx on access.member (user_id);
alter table access.member enable row level security;
alter table access.member force row level security;
create policy tenant on access.member to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system on access.member to maru_system using (true) with check (true);
grant select, insert, update on access.member to maru_app;
grant select, insert, update on access.member to maru_system;

-- project_id null: the role holds in every project of the tenant.
create table access.member_role (
    tenant_id  uuid not null,
    user_id    uuid not null,
    project_id uuid,
    role       text not null check (role in ('owner', 'admin', 'editor', 'viewer', 'billing')),
    foreign key (tenant_id, user_id) references access.member,
    foreign key (tenant_id, project_id) references access.project on delete cascade,
    unique nulls not distinct (tenant_id, user_id, project_id, role)
);
alter table access.member_role enable row level security;
alter table access.member_role force row level security;
create policy tenant on access.member_role to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system on access.member_role to maru_system using (true) with check (true);
grant select, insert, delete on access.member_role to maru_app;
grant select, insert on access.member_role to maru_system;

-- What a member of a tenant may know of the people in it; app_user itself stays with maru_system.
create view access.tenant_user with (security_invoker = false, security_barrier = true) as
    select m.tenant_id, u.user_id, u.email, u.display_name, u.state
    from access.member m join access.app_user u using (user_id)
    where m.tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid);
create policy owner_reads on access.member for select to maru_owner
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
grant select on access.tenant_user to maru_app;

create table access.invitation (
    tenant_id     uuid not null references access.tenant,
    invitation_id uuid not null,
    email         text not null,
    role          text not null check (role in ('owner', 'admin', 'editor', 'viewer', 'billing')),
    project_id    uuid,
    token_digest  bytea not null unique,
    invited_by    uuid not null,
    created_at    timestamptz not null,
    expires_at    timestamptz not null,
    accepted_at   timestamptz,
    revoked_at    timestamptz,
    primary key (tenant_id, invitation_id),
    foreign key (tenant_id, project_id) references access.project on delete cascade
);
alter table access.invitation enable row level security;
alter table access.invitation force row level security;
create policy tenant on access.invitation to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system on access.invitation to maru_system using (true) with check (true);
grant select, insert, update on access.invitation to maru_app;
grant select, update on access.invitation to maru_system;

create table access.api_key (
    tenant_id     uuid not null references access.tenant,
    project_id    uuid not null,
    api_key_id    uuid not null,
    name          text not null,
    prefix        text not null,
    digest        bytea not null unique,
    scopes        text[] not null,
    models        text[] not null default '{}',
    ip_ranges     text[] not null default '{}',
    created_by    text not null,
    created_at    timestamptz not null,
    expires_at    timestamptz,
    revoked_at    timestamptz,
    rotated_from  uuid,
    rotated_to    uuid,
    last_used_at  timestamptz,
    version       bigint not null default 0,
    primary key (tenant_id, project_id, api_key_id),
    foreign key (tenant_id, project_id) references access.project on delete cascade
);
comment on column access.api_key.models is 'empty: every model';
comment on column access.api_key.ip_ranges is 'CIDR blocks; empty: from anywhere';
alter table access.api_key enable row level security;
alter table access.api_key force row level security;
create policy tenant on access.api_key to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on access.api_key for select to maru_system using (true);
create policy system_marks_use on access.api_key for update to maru_system using (true) with check (true);
grant select, insert, update on access.api_key to maru_app;
grant select on access.api_key to maru_system;
grant update (last_used_at) on access.api_key to maru_system;

create table access.user_session (
    session_id   uuid primary key,
    user_id      uuid not null references access.app_user,
    user_agent   text,
    address      text,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at   timestamptz not null,
    ended_at     timestamptz
);
create index user_session_user_id_idx on access.user_session (user_id);
grant select, insert, update, delete on access.user_session to maru_system;

-- Links that work once: operator set-up, password reset. Only a digest is kept.
create table access.one_time_link (
    token_digest bytea primary key,
    purpose      text not null check (purpose in ('operator', 'password')),
    user_id      uuid references access.app_user,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    used_at      timestamptz
);
grant select, insert, update, delete on access.one_time_link to maru_system;

-- Tokens of the authorization server are signed with these; the private half is enveloped.
create table access.signing_key (
    kid          text primary key,
    public_jwk   text not null,
    private_jwk  bytea not null,
    created_at   timestamptz not null,
    retires_at   timestamptz
);
grant select, insert, update, delete on access.signing_key to maru_system;

-- Spring Authorization Server's own shape.
create table access.oauth2_registered_client (
    id                            varchar(100) primary key,
    client_id                     varchar(100) not null unique,
    client_id_issued_at           timestamptz not null default now(),
    client_secret                 varchar(200),
    client_secret_expires_at      timestamptz,
    client_name                   varchar(200) not null,
    client_authentication_methods varchar(1000) not null,
    authorization_grant_types     varchar(1000) not null,
    redirect_uris                 varchar(1000),
    post_logout_redirect_uris     varchar(1000),
    scopes                        varchar(1000) not null,
    client_settings               varchar(2000) not null,
    token_settings                varchar(2000) not null
);
create table access.oauth2_authorization (
    id                            varchar(100) primary key,
    registered_client_id          varchar(100) not null,
    principal_name                varchar(200) not null,
    authorization_grant_type      varchar(100) not null,
    authorized_scopes             varchar(1000),
    attributes                    text,
    state                         varchar(500),
    authorization_code_value      text,
    authorization_code_issued_at  timestamptz,
    authorization_code_expires_at timestamptz,
    authorization_code_metadata   text,
    access_token_value            text,
    access_token_issued_at        timestamptz,
    access_token_expires_at       timestamptz,
    access_token_metadata         text,
    access_token_type             varchar(100),
    access_token_scopes           varchar(1000),
    oidc_id_token_value           text,
    oidc_id_token_issued_at       timestamptz,
    oidc_id_token_expires_at      timestamptz,
    oidc_id_token_metadata        text,
    refresh_token_value           text,
    refresh_token_issued_at       timestamptz,
    refresh_token_expires_at      timestamptz,
    refresh_token_metadata        text,
    user_code_value               text,
    user_code_issued_at           timestamptz,
    user_code_expires_at          timestamptz,
    user_code_metadata            text,
    device_code_value             text,
    device_code_issued_at         timestamptz,
    device_code_expires_at        timestamptz,
    device_code_metadata          text
);
create table access.oauth2_authorization_consent (
    registered_client_id varchar(100) not null,
    principal_name       varchar(200) not null,
    authorities          varchar(1000) not null,
    primary key (registered_client_id, principal_name)
);
-- Hash indexes: tokens are longer than a b-tree entry may be.
create index oauth2_authorization_state_idx on access.oauth2_authorization using hash (state);
create index oauth2_authorization_code_idx on access.oauth2_authorization using hash (authorization_code_value);
create index oauth2_authorization_access_idx on access.oauth2_authorization using hash (access_token_value);
create index oauth2_authorization_refresh_idx on access.oauth2_authorization using hash (refresh_token_value);
create index oauth2_authorization_principal_idx on access.oauth2_authorization (principal_name);
grant select, insert, update, delete on
    access.oauth2_registered_client, access.oauth2_authorization, access.oauth2_authorization_consent to maru_system;

-- Append-only; a worker seals rows into a hash chain per tenant afterwards, so that writers never wait for each other.
create table access.audit (
    tenant_id   uuid not null references access.tenant,
    audit_id    uuid not null,
    project_id  uuid,
    at          timestamptz not null,
    actor_kind  text not null check (actor_kind in ('person', 'key', 'platform')),
    actor_id    text,
    actor_name  text not null,
    action      text not null,
    target_id   text,
    target_name text,
    details     jsonb not null default '{}',
    request_id  uuid not null,
    address     text,
    primary key (tenant_id, audit_id)
);
create index audit_actor_idx on access.audit (tenant_id, actor_id, audit_id desc);
alter table access.audit enable row level security;
alter table access.audit force row level security;
create policy tenant_reads on access.audit for select to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy tenant_writes on access.audit for insert to maru_app
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on access.audit for select to maru_system using (true);
create policy system_writes on access.audit for insert to maru_system with check (true);
grant select, insert on access.audit to maru_app, maru_system;

-- The entries that wait for their seal, written with them: a commit that comes late is never missed.
create table access.audit_unsealed (
    tenant_id uuid not null references access.tenant,
    audit_id  uuid not null,
    primary key (tenant_id, audit_id)
);
alter table access.audit_unsealed enable row level security;
alter table access.audit_unsealed force row level security;
create policy tenant_reads on access.audit_unsealed for select to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy tenant_writes on access.audit_unsealed for insert to maru_app
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system on access.audit_unsealed to maru_system using (true) with check (true);
grant select, insert on access.audit_unsealed to maru_app;
grant select, insert, delete on access.audit_unsealed to maru_system;

create table access.audit_seal (
    tenant_id uuid not null references access.tenant,
    seq       bigint not null,
    audit_id  uuid not null,
    prev_hash bytea not null,
    hash      bytea not null,
    primary key (tenant_id, seq),
    unique (tenant_id, audit_id)
);
alter table access.audit_seal enable row level security;
alter table access.audit_seal force row level security;
create policy tenant_reads on access.audit_seal for select to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system on access.audit_seal to maru_system using (true) with check (true);
grant select on access.audit_seal to maru_app;
grant select, insert on access.audit_seal to maru_system;
