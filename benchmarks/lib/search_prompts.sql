-- The queries behind the Prompts page as the server sends them, with row-level security: psql -v rounds=20.
\set QUIET on
select tenant_id, project_id from access.project order by sample desc, created_at limit 1 \gset
create temporary table took (query text, ms numeric);
select set_config('maru.tenant', :'tenant_id', false) \g /dev/null

create procedure pg_temp.measure(name text, query text, rounds int) language plpgsql as $$
declare began timestamptz; ended timestamptz;
begin
  for round in -2 .. rounds loop
    set local role maru_app;
    began := clock_timestamp();
    execute 'select count(*) from (' || query || ') answer';
    ended := clock_timestamp();
    reset role;
    if round > 0 then
      insert into took values (name, extract(epoch from ended - began) * 1000);
    end if;
  end loop;
end $$;

create function pg_temp.page(words text, tenant uuid, project uuid) returns text language sql as $$
select format($q$
  select p.*, (select array_agg(row(l.label, l.number)) from prompts.prompt_label l
      where l.tenant_id = p.tenant_id and l.project_id = p.project_id and l.prompt_id = p.prompt_id)
  from prompts.prompt p
  where p.tenant_id = %1$L and p.project_id = %2$L and p.archived_at is null %3$s order by p.name limit 51$q$,
  tenant, project, case when words = '' then '' else format($q$ and p.prompt_id in (select t.prompt_id from prompts.prompt_text t
      where t.tenant_id = %L and t.project_id = %L and position(%L in t.content) > 0)$q$, tenant, project, words) end)
$$;

call pg_temp.measure('list, first page', pg_temp.page('', :'tenant_id', :'project_id'), :rounds);
call pg_temp.measure('search 환불 (few)', pg_temp.page('환불', :'tenant_id', :'project_id'), :rounds);
call pg_temp.measure('search refund (few)', pg_temp.page('refund', :'tenant_id', :'project_id'), :rounds);
call pg_temp.measure('search 정중하고 (all)', pg_temp.page('정중하고', :'tenant_id', :'project_id'), :rounds);
call pg_temp.measure('search nowhere (none)', pg_temp.page('nowhere', :'tenant_id', :'project_id'), :rounds);
call pg_temp.measure('names for the folders', format('select name from prompts.prompt where tenant_id = %L and project_id = %L
    and archived_at is null and name like ''%%/%%''', :'tenant_id', :'project_id'), :rounds);
call pg_temp.measure('labels in use', format('select distinct label from prompts.prompt_label where tenant_id = %L and project_id = %L',
    :'tenant_id', :'project_id'), :rounds);
call pg_temp.measure('tags in use', format('select distinct unnest(tags) from prompts.prompt where tenant_id = %L and project_id = %L
    and archived_at is null', :'tenant_id', :'project_id'), :rounds);

\pset tuples_only on
\pset format unaligned
\echo '| query | p50 ms | worst ms |'
\echo '|---|--:|--:|'
select format('| %s | %s | %s |', query, round(percentile_cont(0.5) within group (order by ms)::numeric, 1), round(max(ms), 1))
from took group by query order by min(ctid);
