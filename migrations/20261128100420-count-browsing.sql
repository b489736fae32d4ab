-- migrate:up
-- Who opens or searches many files within an hour (C3; ASVS 2.4.1), counted from the record itself: whatever opens a file
-- records it. Hours of the system's clock (design 8.9). The counts are nobody's to read or write.
create table browsed_files (
  account_id uuid not null,
  hour timestamptz not null,
  household_id uuid not null,
  primary key (account_id, hour, household_id)
);
alter table browsed_files enable row level security;
create table browsing_hours (
  account_id uuid not null,
  hour timestamptz not null,
  files integer not null,
  searches integer not null,
  vain_searches integer not null,
  primary key (account_id, hour)
);
alter table browsing_hours enable row level security;

create table browsing_alarms (
  id uuid primary key,
  account_id uuid not null,
  hour timestamptz not null,
  district_code text,
  region_path text collate "C",
  files integer not null,
  searches integer not null,
  vain_searches integer not null,
  -- Opened past the cap, since the file had a red flag.
  emergencies integer not null,
  state text not null constraint browsing_alarms_state_check check (state in ('open', 'looked-into')),
  raised_at timestamptz not null,
  looked_by uuid,
  looked_at timestamptz,
  finding text,
  version integer not null,
  unique (account_id, hour),
  constraint browsing_alarms_other_person_check check (looked_by <> account_id),
  constraint browsing_alarms_looked_check check ((state = 'looked-into') = (looked_by is not null)
    and (looked_by is null) = (finding is null))
);
create index browsing_alarms_raised_at_idx on browsing_alarms (raised_at desc, id);
alter table browsing_alarms enable row level security;
-- Counts of an account and no word of a household: also for the security administrator, who does no case work (C2).
create policy browsing_alarms_read on browsing_alarms for select to yuanlian_app, yuanlian_worker using (
  (select app.is_system())
  or ((select app.has_role('security-administrator'))
    and (district_code = any ((select app.districts())::text[]) or (select app.whole_installation())))
  or ((select app.has_role('supervisor')) and district_code = any ((select app.districts())::text[])
    and region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling())));
create policy browsing_alarms_look on browsing_alarms for update to yuanlian_app, yuanlian_worker using (
  account_id <> (select app.user_id())
  and (((select app.has_role('security-administrator'))
      and (district_code = any ((select app.districts())::text[]) or (select app.whole_installation())))
    or ((select app.has_role('supervisor')) and district_code = any ((select app.districts())::text[])
      and region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))));
grant select on browsing_alarms to yuanlian_app, yuanlian_worker;
grant update (state, looked_by, looked_at, finding, version) on browsing_alarms to yuanlian_app, yuanlian_worker;

create function app.count_browsing() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  this_hour timestamptz := date_trunc('hour', clock_timestamp());
  opened integer := 0;
  counted browsing_hours%rowtype;
begin
  if new.actor_id is null then return null; end if;
  if new.action = 'household.file-read' then
    if new.household_id is null then return null; end if;
    insert into browsed_files (account_id, hour, household_id) values (new.actor_id, this_hour, new.household_id)
      on conflict do nothing;
    if not found then return null; end if;
    opened := 1;
  end if;
  insert into browsing_hours (account_id, hour, files, searches, vain_searches)
    values (new.actor_id, this_hour, opened, 1 - opened, (new.fields ? 'nothing')::int)
    on conflict (account_id, hour) do update set files = browsing_hours.files + excluded.files,
      searches = browsing_hours.searches + excluded.searches,
      vain_searches = browsing_hours.vain_searches + excluded.vain_searches
    returning * into counted;
  if counted.files + counted.searches = 1 then
    delete from browsed_files where account_id = new.actor_id and hour < this_hour;
    delete from browsing_hours where account_id = new.actor_id and hour < this_hour;
  end if;
  update browsing_alarms set files = counted.files, searches = counted.searches, vain_searches = counted.vain_searches
    where account_id = new.actor_id and hour = this_hour;
  return null;
end $$;
create trigger audit_events_count_browsing after insert on audit_events for each row
  when (new.actor_kind = 'user' and new.action in ('household.file-read', 'household.searched'))
  execute function app.count_browsing();

-- Definer: the actor's own counts of this hour, and whether this file is among them already.
create function app.browsing_now(household uuid) returns table (files integer, searches integer, known boolean, alarmed boolean)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select coalesce(sum(h.files), 0)::int, coalesce(sum(h.searches), 0)::int,
      exists (select 1 from browsed_files f where f.account_id = app.user_id() and f.hour = date_trunc('hour', clock_timestamp())
        and f.household_id = household),
      exists (select 1 from browsing_alarms a where a.account_id = app.user_id() and a.hour = date_trunc('hour', clock_timestamp()))
    from browsing_hours h where h.account_id = app.user_id() and h.hour = date_trunc('hour', clock_timestamp());
end;
-- Definer: one alarm an hour and account, about oneself only; counts come from the record.
create function app.raise_browsing_alarm(emergency boolean) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  insert into browsing_alarms (id, account_id, hour, district_code, region_path, files, searches, vain_searches, emergencies,
      state, raised_at, version)
    select uuidv7(), h.account_id, h.hour, (app.districts())[1], app.setting('region') || '/', h.files, h.searches,
        h.vain_searches, emergency::int, 'open', clock_timestamp(), 1
      from browsing_hours h where h.account_id = app.user_id() and h.hour = date_trunc('hour', clock_timestamp())
    on conflict (account_id, hour) do update set emergencies = browsing_alarms.emergencies + excluded.emergencies;
end;
revoke execute on function app.count_browsing(), app.browsing_now(uuid), app.raise_browsing_alarm(boolean) from public;
grant execute on function app.browsing_now(uuid), app.raise_browsing_alarm(boolean) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop trigger audit_events_count_browsing on audit_events;
drop function app.raise_browsing_alarm(boolean);
drop function app.browsing_now(uuid);
drop function app.count_browsing();
drop table browsing_alarms;
drop table browsing_hours;
drop table browsed_files;
