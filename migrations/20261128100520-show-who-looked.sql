-- migrate:up
-- The household sees who looked at its file (C2, PIPL 44–45). A break-glass whose notice is delayed on a recorded ground
-- is not shown before that moment.
alter table access_grants add column hidden_until timestamptz;

-- Which rows of the record are readings: the name of the act says so.
create function app.is_reading(action text) returns boolean language sql immutable
  return action ~ '(^|[.-])(read|printed|revealed|exported|compiled|searched)$';

-- Whether somebody is in a file by breaking the glass, now; written on the record as the purpose of the reading.
create function app.breaks_glass(household uuid, account uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select from access_grants g where g.household_id = household and g.account_id = account
    and g.ground = 'break-glass' and g.valid_from <= app.now() and (g.valid_until is null or g.valid_until > app.now()));
end;
create function app.hides_reading(household uuid, account uuid, purpose text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select purpose like 'break-glass%' and exists (select from access_grants g where g.household_id = household
    and g.account_id = account and g.ground = 'break-glass' and g.hidden_until > app.now());
end;

-- Role and office of an account at some moment, for whoever may see that it looked; no name, no id.
create function app.reader_post(account uuid, moment timestamptz) returns table (role text, office text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select r.role, coalesce(u.name, p.name) from account_roles r
    left join units u on u.id = r.unit_id left join providers p on p.id = r.organisation_id
   where r.account_id = account order by (r.valid_from <= moment and (r.valid_until is null or r.valid_until > moment)) desc,
     r.valid_from desc, r.id limit 1;
end;
revoke execute on function app.is_reading(text), app.breaks_glass(uuid, uuid), app.hides_reading(uuid, uuid, text),
  app.reader_post(uuid, timestamptz) from public;
grant execute on function app.is_reading(text), app.breaks_glass(uuid, uuid), app.hides_reading(uuid, uuid, text),
  app.reader_post(uuid, timestamptz) to yuanlian_app, yuanlian_worker;

-- Readings of a file are read by its household and by the workers and officers in whose reach the file is.
create policy audit_events_readings on audit_events for select to yuanlian_app
  using (
    household_id is not null and app.is_reading(action)
    and (household_id = (select app.household())
      or ((select app.roles() && array['window-worker', 'station-worker', 'centre-worker', 'officer', 'supervisor'])
        and exists (select from households h where h.id = household_id)))
    and not app.hides_reading(household_id, actor_id, purpose)
  );
create index audit_events_household_at_idx on audit_events (household_id, at, id);

-- migrate:down
drop index audit_events_household_at_idx;
drop policy audit_events_readings on audit_events;
drop function app.reader_post(uuid, timestamptz);
drop function app.hides_reading(uuid, uuid, text);
drop function app.breaks_glass(uuid, uuid);
drop function app.is_reading(text);
alter table access_grants drop column hidden_until;
