-- migrate:up
-- Ledgers tell of orders one by one: which contract and which offering a referral used, and when. Of a restricted service
-- (SO-05, LE-04, CH-01, CR-04; R46, B30-B32) they are there for the named team, the provider itself and the machine alone.
-- Sums stay what they are; the application tells them from ten on.
grant execute on function app.restricted_referral(uuid) to yuanlian_app, yuanlian_worker;
create policy contract_entries_restricted on contract_entries as restrictive to yuanlian_app, yuanlian_worker using (
  (select app.is_system()) or holder_id is null or not app.restricted_referral(holder_id)
  or exists (select 1 from referrals r where r.id = holder_id)) with check (true);
create policy capacity_entries_restricted on capacity_entries as restrictive to yuanlian_app, yuanlian_worker using (
  (select app.is_system()) or holder_id is null or not app.restricted_referral(holder_id)
  or exists (select 1 from referrals r where r.id = holder_id)) with check (true);
create policy capacity_holdings_restricted on capacity_holdings as restrictive to yuanlian_app, yuanlian_worker using (
  (select app.is_system()) or not app.restricted_referral(holder_id)
  or exists (select 1 from referrals r where r.id = holder_id)) with check (true);

-- Whether somebody who learns that this was read learns of a restricted need: a shelter that looks up a phone says it all.
create function app.restricted_reading(subject uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select subject is not null and (app.restricted_subject(subject)
    or exists (select 1 from deliveries d where d.id = subject and app.restricted_referral(d.referral_id))
    or exists (select 1 from match_runs m where m.id = subject and m.restricted)
    or exists (select 1 from consents c where c.id = subject and c.restricted)
    or exists (select 1 from notifications n where n.id = subject and n.restricted));
end;
revoke execute on function app.restricted_reading(uuid) from public;
grant execute on function app.restricted_reading(uuid) to yuanlian_app, yuanlian_worker;
alter policy audit_events_readings on audit_events using (
  household_id is not null and app.is_reading(action)
  and (household_id = (select app.household())
    or ((select app.roles() && array['window-worker', 'station-worker', 'centre-worker', 'officer', 'supervisor'])
      and exists (select from households h where h.id = household_id)))
  and not app.hides_reading(household_id, actor_id, purpose)
  and (action <> 'household.exported' or not app.hides_export(fields))
  and (subject_id = household_id or household_id = any ((select app.protected_households())::uuid[])
    or not app.restricted_reading(subject_id)
    or ((select app.household()) is not null and exists (select 1 from referrals r where r.id = subject_id))));

-- A supervisor reads the record of the own area; which provider served such a referral is not for supervision (C3).
alter policy audit_events_select on audit_events using (
  (select app.is_whole_machine())
  or ((select app.is_system()) and (district_code = any ((select app.districts())::text[])
    or (household_id is not null and exists (select 1 from households h where h.id = household_id))))
  or ((select app.has_role('audit-administrator'))
    and (district_code is null or district_code = any ((select app.districts())::text[]) or (select app.whole_installation())))
  or ((select app.has_role('supervisor')) and district_code = any ((select app.districts())::text[])
    and region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling())
    and (subject_id = household_id or household_id = any ((select app.protected_households())::uuid[])
      or not app.restricted_reading(subject_id))));

-- migrate:down
alter policy audit_events_select on audit_events using (
  (select app.is_whole_machine())
  or ((select app.is_system()) and (district_code = any ((select app.districts())::text[])
    or (household_id is not null and exists (select 1 from households h where h.id = household_id))))
  or ((select app.has_role('audit-administrator'))
    and (district_code is null or district_code = any ((select app.districts())::text[]) or (select app.whole_installation())))
  or ((select app.has_role('supervisor')) and district_code = any ((select app.districts())::text[])
    and region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling())));
alter policy audit_events_readings on audit_events using (
  household_id is not null and app.is_reading(action)
  and (household_id = (select app.household())
    or ((select app.roles() && array['window-worker', 'station-worker', 'centre-worker', 'officer', 'supervisor'])
      and exists (select from households h where h.id = household_id)))
  and not app.hides_reading(household_id, actor_id, purpose)
  and (action <> 'household.exported' or not app.hides_export(fields)));
drop function app.restricted_reading(uuid);
drop policy capacity_holdings_restricted on capacity_holdings;
drop policy capacity_entries_restricted on capacity_entries;
drop policy contract_entries_restricted on contract_entries;
revoke execute on function app.restricted_referral(uuid) from yuanlian_app, yuanlian_worker;
