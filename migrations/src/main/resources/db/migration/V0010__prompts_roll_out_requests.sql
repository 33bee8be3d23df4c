-- What others approve may reach a share of the callers first.
alter table prompts.release_request add column rollout jsonb;
comment on column prompts.release_request.rollout is '{"weight": 1000, "conditions": {…}, "guard": {…}}: once approved the label is split instead of moved; null moves it';
