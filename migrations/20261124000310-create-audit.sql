-- migrate:up
-- An administrator whose post names no district looks after the whole installation (the first one has to).
create function app.whole_installation() returns boolean language sql stable
  return app.kind() = 'user' and cardinality(app.districts()) = 0
    and app.roles() && array['system-administrator', 'security-administrator', 'audit-administrator'];

-- The record (design 8.4, C2): rows are only ever inserted, and sealed a second later.
create table audit_epochs (
  epoch integer primary key,
  opened_at timestamptz not null default clock_timestamp(),
  reason text not null
);
insert into audit_epochs (epoch, reason) values (1, 'installation');
grant select, insert on audit_epochs to yuanlian_app, yuanlian_worker;
-- Transaction numbers start again in a restored database, so a restore opens a new epoch.
create function app.audit_epoch() returns integer
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select max(epoch) from audit_epochs;
end;

create table audit_events (
  id uuid not null,
  at timestamptz not null default clock_timestamp(),
  epoch integer not null default app.audit_epoch(),
  xid xid8 not null default pg_current_xact_id(),
  actor_kind text not null,
  actor_id uuid,
  organisation_id uuid,
  household_actor_id uuid,
  purpose text not null,
  request_id text,
  action text not null,
  subject_type text not null,
  subject_id uuid,
  household_id uuid,
  district_code text,
  region_path text collate "C",
  fields jsonb not null default '[]',
  digest bytea,
  primary key (id, at)
) partition by range (at);
create index audit_events_at_idx on audit_events (at, id);
create index audit_events_xid_idx on audit_events (epoch, xid);
create index audit_events_subject_id_idx on audit_events (subject_id);
create index audit_events_household_id_idx on audit_events (household_id);

-- Catches what no month covers, so that recording never fails.
create table audit_events_rest partition of audit_events default;
alter table audit_events_rest enable row level security;

-- The partitions of this month and of as many after it as wanted, where missing.
create function app.make_audit_partitions(first_month date, months_ahead integer) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  month timestamp;
  name text;
begin
  for month in select generate_series(date_trunc('month', first_month::timestamp),
      date_trunc('month', first_month::timestamp) + make_interval(months => months_ahead), interval '1 month') loop
    name := 'audit_events_' || to_char(month, 'YYYY_MM');
    continue when to_regclass(name) is not null;
    execute format('create table %I partition of audit_events for values from (%L) to (%L)',
      name, month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
    execute format('alter table %I enable row level security', name);
  end loop;
end $$;
select app.make_audit_partitions('2026-11-01', 13);

-- id, at, epoch and xid: only the first may be given by a caller.
grant insert (id, actor_kind, actor_id, organisation_id, household_actor_id, purpose, request_id, action, subject_type,
  subject_id, household_id, district_code, region_path, fields, digest) on audit_events to yuanlian_app, yuanlian_worker;
grant select on audit_events to yuanlian_app, yuanlian_worker;
alter table audit_events enable row level security;
-- Nobody writes a row in another's name.
create policy audit_events_insert on audit_events for insert to yuanlian_app, yuanlian_worker
  with check (
    actor_kind = (select app.kind())
    and actor_id is not distinct from (select app.user_id())
    and organisation_id is not distinct from (select app.organisation())
    and household_actor_id is not distinct from (select app.household())
  );
create policy audit_events_select on audit_events for select to yuanlian_app, yuanlian_worker
  using (
    (select app.is_system())
    or ((select app.has_role('audit-administrator')) and (district_code is null or district_code = any((select app.districts())::text[]) or (select app.whole_installation())))
    or ((select app.has_role('supervisor')) and district_code = any((select app.districts())::text[])
      and region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
  );

-- One row per sealed batch. `leaves` (row id and eight bytes of its digest) tell which row was touched.
create table audit_seals (
  number bigint primary key,
  epoch integer not null,
  from_xid xid8 not null,
  to_xid xid8 not null,
  row_count integer not null,
  leaves bytea not null,
  root bytea not null,
  previous_hash bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null default clock_timestamp()
);
grant select on audit_seals to yuanlian_app, yuanlian_worker;
grant insert (number, epoch, from_xid, to_xid, row_count, leaves, root, previous_hash, hash)
  on audit_seals to yuanlian_app, yuanlian_worker;

-- Age of the oldest row that no seal covers, in seconds; readiness may ask without an actor.
create function app.audit_seal_lag() returns double precision
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select coalesce(extract(epoch from clock_timestamp() - min(at)), 0)::double precision
  from audit_events
  where epoch = app.audit_epoch()
    and xid >= coalesce((select to_xid from audit_seals where epoch = app.audit_epoch() order by number desc limit 1), '0'::xid8);
end;
revoke execute on function app.make_audit_partitions(date, integer), app.audit_seal_lag(), app.audit_epoch() from public;
grant execute on function app.make_audit_partitions(date, integer), app.audit_seal_lag(), app.audit_epoch() to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.audit_seal_lag();
drop table audit_seals;
drop table audit_events;
drop function app.make_audit_partitions(date, integer);
drop function app.audit_epoch();
drop table audit_epochs;
drop function app.whole_installation();
