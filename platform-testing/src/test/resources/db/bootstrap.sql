-- A stand-in for the product's script, which this module cannot see: the same roles, the same variables of psql.
create role maru_owner login password :'owner_password';
create role maru_app nologin;
create role maru_system nologin;
create role maru_runtime login noinherit password :'runtime_password' in role maru_app, maru_system;
create database :"database" owner maru_owner encoding 'UTF8' template template0;
\connect :"database"
revoke all on database :"database" from public;
grant connect on database :"database" to maru_runtime, maru_owner;
revoke create on schema public from public;
create extension if not exists no_such_extension;
