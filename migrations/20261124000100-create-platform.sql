-- migrate:up
-- Schema app: what policies ask about the actor (design 8.1). Everything is read from settings that the transaction
-- runner makes local to one transaction; a query outside it sees empty sets and therefore no row.
create schema app;
grant usage on schema app to yuanlian_app, yuanlian_worker;
grant usage on schema public to yuanlian_app, yuanlian_worker;
revoke create on schema public from public;

create function app.setting(name text) returns text language sql stable
  return nullif(current_setting('app.' || name, true), '');
create function app.user_id() returns uuid language sql stable return app.setting('user_id')::uuid;
create function app.organisation() returns uuid language sql stable return app.setting('organisation')::uuid;
create function app.household() returns uuid language sql stable return app.setting('household')::uuid;
create function app.kind() returns text language sql stable return app.setting('kind');
create function app.is_system() returns boolean language sql stable return coalesce(app.setting('kind') = 'system', false);
create function app.now() returns timestamptz language sql stable return app.setting('now')::timestamptz;
create function app.districts() returns text[] language sql stable return coalesce(app.setting('districts')::text[], '{}');
create function app.roles() returns text[] language sql stable return coalesce(app.setting('roles')::text[], '{}');
create function app.has_role(role text) returns boolean language sql stable return role = any(app.roles());
-- Region paths end with '/', the actor's does not: '1/5' covers '1/5/' up to but not including '1/50', because '0'
-- follows '/'. A system actor covers its whole district. Without a region: floor above ceiling, nothing matches.
create function app.region_floor() returns text language sql stable
  return case when app.is_system() then '' else coalesce(app.setting('region') || '/', '~') end collate "C";
create function app.region_ceiling() returns text language sql stable
  return case when app.is_system() then '~' else coalesce(app.setting('region') || '0', '') end collate "C";

-- Whose repeat a POST is: the account, or the household or link behind a signed address.
create function app.idempotency_actor() returns text language sql stable
  return coalesce(app.setting('user_id'), app.setting('household'), app.setting('organisation'), app.setting('kind'));

create table number_counters (
  prefix text not null,
  year integer not null,
  value bigint not null,
  primary key (prefix, year)
);
-- Definer function: the counter is shared by everybody, but nobody may set it.
create function app.next_number(wanted_prefix text, wanted_year integer) returns bigint
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  insert into number_counters (prefix, year, value) values (wanted_prefix, wanted_year, 1)
    on conflict (prefix, year) do update set value = number_counters.value + 1 returning value;
end;

-- The simulated clock is one row, moved only in demonstration and tests (design 8.9).
create table simulated_clock (
  id integer primary key check (id = 1),
  offset_milliseconds bigint not null
);
grant select, insert, update on simulated_clock to yuanlian_app, yuanlian_worker;

-- What was loaded once, e.g. the demonstration district.
create table installation_marks (
  name text primary key,
  made_at timestamptz not null,
  details jsonb not null
);
grant select, insert on installation_marks to yuanlian_app, yuanlian_worker;

-- Idempotency (design 8.13): inserted in the business transaction, system time.
create table idempotency_keys (
  actor_id text not null,
  key text not null,
  digest text not null,
  status integer,
  location text,
  created_at timestamptz not null default clock_timestamp(),
  primary key (actor_id, key)
);
create index idempotency_keys_created_at_idx on idempotency_keys (created_at);
grant select, insert, update, delete on idempotency_keys to yuanlian_app, yuanlian_worker;
alter table idempotency_keys enable row level security;
create policy idempotency_keys_own on idempotency_keys to yuanlian_app, yuanlian_worker
  using (actor_id = (select app.idempotency_actor()) or (select app.is_system()))
  with check (actor_id = (select app.idempotency_actor()));

-- migrate:down
drop table idempotency_keys;
drop table installation_marks;
drop table simulated_clock;
drop function app.next_number(text, integer);
drop table number_counters;
drop schema app cascade;
