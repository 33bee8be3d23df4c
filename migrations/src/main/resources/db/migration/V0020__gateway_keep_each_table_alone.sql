-- Partitions of one table in a transaction: making them locks its default partition, and whoever locks several tables so can meet
-- readers and writers that lock them in another order. keep_partitions and keep_span_partitions stay for instances of the last version.
create function gateway.keep_months(fact text, months_ahead int) returns int
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    month date;
    changed int := 0;
begin
    if fact not in ('call', 'attempt', 'ledger', 'call_tag', 'span') then
        raise exception 'gateway.% has no partitions of months', fact;
    end if;
    perform set_config('lock_timeout', '5s', true);
    perform pg_advisory_xact_lock(4711, 3);
    for i in 0..least(greatest(months_ahead, 1), 24) loop
        month := (date_trunc('month', (now() at time zone 'utc')::date) + make_interval(months => i))::date;
        if gateway.add_partition(fact, 'day', month, (month + interval '1 month')::date, to_char(month, '"_y"YYYY"m"MM')) then
            changed := changed + 1;
        end if;
    end loop;
    return changed;
end $$;
revoke all on function gateway.keep_months(text, int) from public;
grant execute on function gateway.keep_months(text, int) to maru_system;

-- Days ahead of what ends on its day; days that are over are dropped. Returns what was made or dropped.
create function gateway.keep_days(content text, days_ahead int) returns int
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    today date := (now() at time zone 'utc')::date;
    day date;
    expired text;
    changed int := 0;
begin
    if content not in ('call_payload', 'span_content') then
        raise exception 'gateway.% has no partitions of days', content;
    end if;
    perform set_config('lock_timeout', '5s', true);
    perform pg_advisory_xact_lock(4711, 3);
    for i in 0..least(greatest(days_ahead, 1), 370) loop
        day := today + i;
        if gateway.add_partition(content, 'expires_on', day, day + 1, to_char(day, '"_y"YYYY"m"MM"d"DD')) then
            changed := changed + 1;
        end if;
    end loop;
    for expired in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = format('gateway.%I', content)::regclass and c.relname ~ '_y[0-9]{4}m[0-9]{2}d[0-9]{2}$'
          and to_date(right(c.relname, 11), '"y"YYYY"m"MM"d"DD') < today
    loop
        execute format('drop table gateway.%I', expired);
        changed := changed + 1;
    end loop;
    execute format('delete from gateway.%I where expires_on < %L', content || '_default', today);
    return changed;
end $$;
revoke all on function gateway.keep_days(text, int) from public;
grant execute on function gateway.keep_days(text, int) to maru_system;
