-- Fills the only project: psql -v prompts=10000 -v versions=20. Runs again without harm. Bodies are English and Korean;
-- what few of them hold is there to be searched for.
\set ON_ERROR_STOP on
begin;
create temporary table place on commit drop as select tenant_id, project_id from access.project order by sample desc, created_at limit 1;

create temporary table filler on commit drop as
select p, gen_random_uuid() prompt_id, 'bench/' || lpad((p / 100)::text, 3, '0') || '/prompt-' || p as name,
    clock_timestamp() - make_interval(secs => 10000 - p) as at
from generate_series(0, :prompts - 1) p;

insert into prompts.prompt (tenant_id, project_id, prompt_id, name, kind, description, tags, latest, created_at, updated_at)
select tenant_id, project_id, prompt_id, name, 'text', 'Prompt ' || p || ' of the benchmark',
    array['team-' || p % 20], :versions, at, at
from filler, place on conflict do nothing;

insert into prompts.prompt_version (tenant_id, project_id, prompt_id, number, body, config, content_hash, content_bytes,
    commit_message, created_by, author, created_at)
select place.tenant_id, place.project_id, prompt_id, v, to_jsonb(text), '{}',
    sha256(convert_to('{"config":{},"kind":"text","prompt":' || to_json(text)::text || '}', 'UTF8')), length(text) + 6,
    'Version ' || v, 'Bench', 'bench', at
from place, filler join prompts.prompt using (prompt_id, name), generate_series(1, :versions) v,
    lateral (select 'You are an assistant of team ' || p || ', version ' || v || '. '
        || repeat('Answer {{question}} briefly and politely, and name your sources. ', 8)
        || repeat('고객의 질문에 정중하고 간결하게 답하고, 모르는 것은 모른다고 하세요. ', 8)
        || case when p % 1000 = 7 then '정말로 환불하시겠습니까? Refunds take three days.' else '' end as text) body
where prompts.prompt.tenant_id = place.tenant_id and prompts.prompt.project_id = place.project_id
on conflict do nothing;

insert into prompts.prompt_label (tenant_id, project_id, prompt_id, label, number, updated_at)
select place.tenant_id, place.project_id, prompt_id, label, greatest(1, :versions - back), at
from place, filler join prompts.prompt using (prompt_id, name),
    (values ('production', 5), ('staging', 1)) labels (label, back)
where prompts.prompt.tenant_id = place.tenant_id and prompts.prompt.project_id = place.project_id
on conflict do nothing;
commit;
analyze prompts.prompt, prompts.prompt_version, prompts.prompt_label;
