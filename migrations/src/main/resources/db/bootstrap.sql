-- Run once per cluster by its superuser, before the first start; ./maru does this for its own cluster.
-- psql variables: owner_password, runtime_password, database.
create role maru_owner login password :'owner_password';
create role maru_app nologin;
create role maru_system nologin;
-- The one run-time login: no rights of its own, it acts as maru_app or as maru_system.
create role maru_runtime login noinherit password :'runtime_password' in role maru_app, maru_system;
create database :"database" owner maru_owner encoding 'UTF8' template template0;
\connect :"database"
revoke all on database :"database" from public;
grant connect on database :"database" to maru_runtime, maru_owner;
revoke create on schema public from public;
create extension if not exists vector;
