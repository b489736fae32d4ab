-- migrate:up
-- A page of a list shows as many files as several searches: it counts as so many (C3), named by the record itself.
create or replace function app.count_browsing() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  this_hour timestamptz := date_trunc('hour', clock_timestamp());
  opened integer := 0;
  searched integer := 0;
  counted browsing_hours%rowtype;
begin
  if new.actor_id is null then return null; end if;
  if new.action = 'household.file-read' then
    if new.household_id is null then return null; end if;
    insert into browsed_files (account_id, hour, household_id) values (new.actor_id, this_hour, new.household_id)
      on conflict do nothing;
    if not found then return null; end if;
    opened := 1;
  else
    searched := coalesce((select max(substr(field, 10)::integer) from jsonb_array_elements_text(new.fields) field
      where field ~ '^searches-[0-9]{1,4}$'), 1);
  end if;
  insert into browsing_hours (account_id, hour, files, searches, vain_searches)
    values (new.actor_id, this_hour, opened, searched, (new.fields ? 'nothing')::int)
    on conflict (account_id, hour) do update set files = browsing_hours.files + excluded.files,
      searches = browsing_hours.searches + excluded.searches,
      vain_searches = browsing_hours.vain_searches + excluded.vain_searches
    returning * into counted;
  if counted.files + counted.searches = opened + searched then
    delete from browsed_files where account_id = new.actor_id and hour < this_hour;
    delete from browsing_hours where account_id = new.actor_id and hour < this_hour;
  end if;
  update browsing_alarms set files = counted.files, searches = counted.searches, vain_searches = counted.vain_searches
    where account_id = new.actor_id and hour = this_hour;
  return null;
end $$;

-- migrate:down
create or replace function app.count_browsing() returns trigger
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
