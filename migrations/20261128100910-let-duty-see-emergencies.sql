-- migrate:up
-- A red triage runs two clocks, also when what it found is restricted (S16, E8, R9). While one of them runs, the workers
-- in reach see that triage: whoever is on duty has to go there (PIPL 13, vital interest). Afterwards the team alone does.
create function app.runs_emergency(wanted uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select 1 from due_items d where d.subject_id = wanted and d.kind in ('urgent-contact', 'urgent-aid')
    and d.done_at is null);
end;
drop policy assessments_restricted on assessments;
create policy assessments_restricted on assessments as restrictive to yuanlian_app, yuanlian_worker using (
  restricted is not true or (select app.is_system()) or assessor_id = (select app.user_id())
  or household_id = any ((select app.protected_households())::uuid[])
  or ((select app.roles()) && array['window-worker', 'station-worker', 'centre-worker'] and app.runs_emergency(id)))
  with check (true);
-- Whoever acts in such an emergency is on the team from then on: a person has been met and knows.
create function app.join_in_emergency(wanted uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  select app.join_protected_team(a.household_id, app.user_id()) from assessments a
    where a.id = wanted and a.restricted and app.runs_emergency(a.id) and app.organisation() is null
      and app.roles() && array['window-worker', 'station-worker', 'centre-worker'];
end;
revoke execute on function app.runs_emergency(uuid), app.join_in_emergency(uuid) from public;
grant execute on function app.runs_emergency(uuid), app.join_in_emergency(uuid) to yuanlian_app, yuanlian_worker;

-- An officer opens a frozen file by a grant of its own ground; no post reaches such a file any more.
drop policy access_grants_add on access_grants;
create policy access_grants_add on access_grants for insert to yuanlian_app, yuanlian_worker with check (
  (organisation_id = (select app.organisation()) and ground in ('referral', 'visit-day')
    and exists (select 1 from referrals r where r.id = source_id and r.household_id = access_grants.household_id))
  or ((select app.is_staff()) and district_code = any ((select app.districts())::text[])
    and (exists (select 1 from households h where h.id = household_id)
      or (ground = 'frozen-file' and (select app.has_role('officer'))
        and exists (select 1 from closed_files c where c.household_id = access_grants.household_id)))));

-- migrate:down
drop policy access_grants_add on access_grants;
create policy access_grants_add on access_grants for insert to yuanlian_app, yuanlian_worker with check (
  (organisation_id = (select app.organisation()) and ground in ('referral', 'visit-day')
    and exists (select 1 from referrals r where r.id = source_id and r.household_id = access_grants.household_id))
  or ((select app.is_staff()) and district_code = any ((select app.districts())::text[])
    and exists (select 1 from households h where h.id = household_id)));
drop function app.join_in_emergency(uuid);
drop policy assessments_restricted on assessments;
create policy assessments_restricted on assessments as restrictive to yuanlian_app, yuanlian_worker using (
  restricted is not true or (select app.is_system()) or assessor_id = (select app.user_id())
  or household_id = any ((select app.protected_households())::uuid[])) with check (true);
drop function app.runs_emergency(uuid);
