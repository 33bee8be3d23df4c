-- Every kind of token has its own count and price; models carry facts, scores and measures; what has no price is noticed.
alter table gateway.ledger
    add column cache_write_long_tokens bigint not null default 0,
    add column audio_input_tokens      bigint not null default 0,
    add column audio_output_tokens     bigint not null default 0;
alter table gateway.call
    add column cache_write_long_tokens bigint not null default 0,
    add column audio_input_tokens      bigint not null default 0,
    add column audio_output_tokens     bigint not null default 0;
-- Unpriced rows are few, and the task that counts them reads no others.
create index ledger_unpriced_idx on gateway.ledger (tenant_id, model, at) where cost is null;

alter table gateway.price
    add column cache_write_long numeric(20, 10),
    add column audio_input      numeric(20, 10),
    add column audio_output     numeric(20, 10),
    add column tiers            jsonb not null default '[]';
comment on column gateway.price.tiers is 'other rates that apply to a whole call: by its service tier, and above a number of input tokens';
alter table gateway.shared_price
    add column cache_write_long numeric(20, 10),
    add column audio_input      numeric(20, 10),
    add column audio_output     numeric(20, 10),
    add column tiers            jsonb not null default '[]';

-- Sheets of the shipped price books, kept for good: the ledger of an older release refers to them.
create table gateway.book_price (
    price_id         uuid primary key,
    book_version     text not null,
    provider         text not null,
    upstream_id      text not null,
    effective_from   timestamptz not null,
    currency         text not null,
    uncached_input   numeric(20, 10),
    cache_read       numeric(20, 10),
    cache_write      numeric(20, 10),
    cache_write_long numeric(20, 10),
    audio_input      numeric(20, 10),
    output           numeric(20, 10),
    reasoning        numeric(20, 10),
    audio_output     numeric(20, 10),
    tiers            jsonb not null default '[]',
    source           text not null,
    created_at       timestamptz not null
);
grant select on gateway.book_price to maru_app;
grant select, insert on gateway.book_price to maru_system;

-- Null: what the price book says, if it knows the model.
alter table gateway.model
    add column input_modalities  text[],
    add column output_modalities text[],
    add column released_on       date,
    add column deprecated_on     date,
    add column retires_on        date;

-- What others measured of a model, with the place and day to check it.
create table gateway.model_score (
    tenant_id  uuid not null references access.tenant,
    model_id   uuid not null,
    benchmark  text not null,
    value      numeric(12, 4) not null,
    source     text not null,
    as_of      date not null,
    created_at timestamptz not null,
    primary key (tenant_id, model_id, benchmark),
    foreign key (tenant_id, model_id) references gateway.model on delete cascade
);
alter table gateway.model_score enable row level security;
alter table gateway.model_score force row level security;
create policy tenant on gateway.model_score to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid))
    with check (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on gateway.model_score for select to maru_system using (true);
grant select, insert, update, delete on gateway.model_score to maru_app;
grant select on gateway.model_score to maru_system;

-- Models whose calls had no price, counted from the ledger.
create table gateway.unpriced_model (
    tenant_id  uuid not null references access.tenant,
    model      text not null,
    first_seen timestamptz not null,
    last_seen  timestamptz not null,
    calls      bigint not null,
    primary key (tenant_id, model)
);
alter table gateway.unpriced_model enable row level security;
alter table gateway.unpriced_model force row level security;
create policy tenant_reads on gateway.unpriced_model for select to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on gateway.unpriced_model for select to maru_system using (true);
create policy system_writes on gateway.unpriced_model for insert to maru_system with check (true);
create policy system_changes on gateway.unpriced_model for update to maru_system using (true) with check (true);
create policy system_deletes on gateway.unpriced_model for delete to maru_system using (true);
grant select on gateway.unpriced_model to maru_app;
grant select, insert, update, delete on gateway.unpriced_model to maru_system;

-- What one hour of attempts at a model by a connection was like; an hour is always reckoned anew from its attempts.
create table gateway.model_measure (
    tenant_id       uuid not null references access.tenant,
    model           text not null,
    hour            timestamptz not null,
    connection_slug text not null,
    attempts        bigint not null,
    errors          bigint not null,
    active_minutes  int not null,
    failed_minutes  int not null,
    durations       jsonb not null,
    first_tokens    jsonb not null,
    output_tokens   bigint not null,
    output_ms       bigint not null,
    computed_at     timestamptz not null,
    primary key (tenant_id, model, hour)
);
comment on column gateway.model_measure.durations is 'successful attempts by bucket: bucket b holds milliseconds from 2^(b/8) on, to below 2^((b+1)/8)';
create index model_measure_hour_idx on gateway.model_measure (tenant_id, hour);
create index model_measure_computed_idx on gateway.model_measure (computed_at);
alter table gateway.model_measure enable row level security;
alter table gateway.model_measure force row level security;
create policy tenant_reads on gateway.model_measure for select to maru_app
    using (tenant_id = (select nullif(current_setting('maru.tenant', true), '')::uuid));
create policy system_reads on gateway.model_measure for select to maru_system using (true);
create policy system_writes on gateway.model_measure for insert to maru_system with check (true);
create policy system_deletes on gateway.model_measure for delete to maru_system using (true);
grant select on gateway.model_measure to maru_app;
grant select, insert, delete on gateway.model_measure to maru_system;
