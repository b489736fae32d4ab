-- migrate:up
-- How often a family was granted an act since a day (B24, R70), whatever file it was in: who splits off or moves to another file
-- takes along what was granted before. Definer: a township that counts need not reach the other file, and learns a number only.
-- Held, the grants of all these files wait for each other until the transaction ends.
create function app.family_grants(household uuid, asked_act text, but uuid, since timestamptz, held boolean)
  returns table (given integer, last_at timestamptz)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  family uuid[];
begin
  if app.kind() not in ('user', 'system') or app.organisation() is not null or not exists
    (select 1 from households h where h.id = household and h.district_code = any (app.districts())) then return; end if;
  with recursive linked (id) as (
    select household
    union select case r.household_id when l.id then r.other_household_id else r.household_id end
      from linked l join regroupings r on l.id in (r.household_id, r.other_household_id)
      where r.state = 'done' and r.done_at > since)
  select array_agg(id order by id) into family from linked;
  if held then perform pg_advisory_xact_lock(hashtext('applications/household/' || id)) from unnest(family) id; end if;
  return query select count(*)::integer, max(a.decided_at) from applications a
    where a.household_id = any (family) and a.act = asked_act and a.id <> but and a.outcome = 'granted' and a.decided_at > since;
end $$;
revoke execute on function app.family_grants(uuid, text, uuid, timestamptz, boolean) from public;
grant execute on function app.family_grants(uuid, text, uuid, timestamptz, boolean) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.family_grants(uuid, text, uuid, timestamptz, boolean);
