-- An approval of a share belongs to the split that it began, and to no other.
alter table prompts.release_request add column split_id uuid;
comment on column prompts.release_request.split_id is 'the split that began when the request was released; null without a rollout';
create index release_request_split_idx on prompts.release_request (tenant_id, project_id, split_id) where split_id is not null;
