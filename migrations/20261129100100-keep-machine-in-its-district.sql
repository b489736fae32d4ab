-- migrate:up
-- The machine of one district had the accounts, invitations and record of all (C2, least privilege): each policy asked
-- whether it is a machine, none of which district. Now only the machine of the whole installation reads everywhere: it
-- keeps the record, runs the queue and makes the first administrator. What has to be found before a district is known,
-- a sign-in, a session, a key or a link by its digest, has definer functions and never went through these policies.

drop policy access_terms_select on access_terms;
create policy access_terms_select on access_terms for select to yuanlian_app, yuanlian_worker using (
  (select app.is_whole_machine()) or organisation_id = (select app.organisation())
  or ((select app.is_system()) and district_code = any((select app.districts())::text[]))
  or ((select app.organisation()) is null and (select app.kind()) = 'user'
    and (district_code = any((select app.districts())::text[]) or (select app.whole_installation())))
);

drop policy account_roles_select on account_roles;
create policy account_roles_select on account_roles for select to yuanlian_app, yuanlian_worker using (
  account_id = (select app.user_id()) or (select app.is_whole_machine())
  or ((select app.is_system()) and district_code = any((select app.districts())::text[]))
  or organisation_id = (select app.organisation())
  or ((select app.organisation()) is null and (select app.kind()) = 'user' and (district_code = any((select app.districts())::text[]) or (select app.whole_installation())))
);
drop policy account_roles_insert on account_roles;
create policy account_roles_insert on account_roles for insert to yuanlian_app, yuanlian_worker with check (
  (select app.is_whole_machine())
  or ((select app.is_system()) and district_code = any((select app.districts())::text[]))
  or ((select app.has_role('system-administrator')) and (district_code = any((select app.districts())::text[]) or (select app.whole_installation()))
    and account_id <> (select app.user_id()))
);
drop policy account_roles_update on account_roles;
create policy account_roles_update on account_roles for update to yuanlian_app, yuanlian_worker using (
  (select app.operates_everywhere())
  or ((select app.is_operator()) and district_code = any((select app.districts())::text[]))
);

-- Accounts and what hangs on them follow the posts that the machine sees.
drop policy accounts_select on accounts;
create policy accounts_select on accounts for select to yuanlian_app, yuanlian_worker using (
  id = (select app.user_id()) or (select app.is_whole_machine())
  or exists (select 1 from account_roles r where r.account_id = accounts.id)
);
drop policy accounts_update on accounts;
create policy accounts_update on accounts for update to yuanlian_app, yuanlian_worker using (
  id = (select app.user_id()) or (select app.is_whole_machine())
  or ((select app.is_operator()) and exists (select 1 from account_roles r where r.account_id = accounts.id))
);
drop policy sessions_select on sessions;
create policy sessions_select on sessions for select to yuanlian_app, yuanlian_worker using (
  account_id = (select app.user_id()) or (select app.is_whole_machine())
  or ((select app.is_operator()) and exists (select 1 from accounts a where a.id = sessions.account_id))
);
drop policy sessions_update on sessions;
create policy sessions_update on sessions for update to yuanlian_app, yuanlian_worker using (
  account_id = (select app.user_id()) or (select app.is_whole_machine())
  or ((select app.is_operator()) and exists (select 1 from accounts a where a.id = sessions.account_id))
);
drop policy api_keys_select on api_keys;
create policy api_keys_select on api_keys for select to yuanlian_app, yuanlian_worker using (
  account_id = (select app.user_id()) or (select app.is_whole_machine())
  or ((select app.is_operator()) and exists (select 1 from accounts a where a.id = api_keys.account_id))
);
drop policy api_keys_update on api_keys;
create policy api_keys_update on api_keys for update to yuanlian_app, yuanlian_worker using (
  account_id = (select app.user_id()) or (select app.is_whole_machine())
  or ((select app.is_operator()) and exists (select 1 from accounts a where a.id = api_keys.account_id))
);

drop policy invitations_select on invitations;
create policy invitations_select on invitations for select to yuanlian_app, yuanlian_worker using (
  (select app.operates_everywhere()) or organisation_id = (select app.organisation())
  or ((select app.is_operator()) and district_code = any((select app.districts())::text[]))
);
drop policy invitations_insert on invitations;
create policy invitations_insert on invitations for insert to yuanlian_app, yuanlian_worker with check (
  (select app.operates_everywhere())
  or ((select app.has_role('dispatcher')) and organisation_id = (select app.organisation()))
  or ((select app.is_operator()) and district_code = any((select app.districts())::text[]))
);
drop policy invitations_update on invitations;
create policy invitations_update on invitations for update to yuanlian_app, yuanlian_worker using (
  (select app.operates_everywhere())
  or ((select app.has_role('dispatcher')) and organisation_id = (select app.organisation()))
  or ((select app.is_operator()) and district_code = any((select app.districts())::text[]))
);

-- A household's copy of its data names readers of other districts too: their rows say the reader's district (C2, PIPL 45).
drop policy audit_events_select on audit_events;
create policy audit_events_select on audit_events for select to yuanlian_app, yuanlian_worker
  using (
    (select app.is_whole_machine())
    or ((select app.is_system()) and (district_code = any((select app.districts())::text[])
      or (household_id is not null and exists (select 1 from households h where h.id = household_id))))
    or ((select app.has_role('audit-administrator')) and (district_code is null or district_code = any((select app.districts())::text[]) or (select app.whole_installation())))
    or ((select app.has_role('supervisor')) and district_code = any((select app.districts())::text[])
      and region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
  );

drop policy browsing_alarms_read on browsing_alarms;
create policy browsing_alarms_read on browsing_alarms for select to yuanlian_app, yuanlian_worker using (
  (select app.is_whole_machine())
  or ((select app.is_system()) and district_code = any ((select app.districts())::text[]))
  or ((select app.has_role('security-administrator'))
    and (district_code = any ((select app.districts())::text[]) or (select app.whole_installation())))
  or ((select app.has_role('supervisor')) and district_code = any ((select app.districts())::text[])
    and region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling())));

-- Divisions and units are loaded by chores of the whole installation, which now say so; any other machine stays at home.
drop policy regions_add on regions;
create policy regions_add on regions for insert to yuanlian_app, yuanlian_worker
  with check ((select app.operates_everywhere())
    or ((select app.is_operator()) and district_code = any ((select app.districts())::text[])));
drop policy regions_change on regions;
create policy regions_change on regions for update to yuanlian_app, yuanlian_worker
  using ((select app.operates_everywhere())
    or ((select app.is_operator()) and district_code = any ((select app.districts())::text[])));
drop policy units_add on units;
create policy units_add on units for insert to yuanlian_app, yuanlian_worker
  with check ((select app.operates_everywhere())
    or ((select app.is_operator()) and district_code = any ((select app.districts())::text[])));
drop policy units_change on units;
create policy units_change on units for update to yuanlian_app, yuanlian_worker
  using ((select app.operates_everywhere())
    or ((select app.is_operator()) and district_code = any ((select app.districts())::text[])));

-- migrate:down
drop policy units_change on units;
create policy units_change on units for update to yuanlian_app, yuanlian_worker
  using ((select app.is_system()) or (select app.operates_everywhere())
    or ((select app.is_operator()) and district_code = any ((select app.districts())::text[])));
drop policy units_add on units;
create policy units_add on units for insert to yuanlian_app, yuanlian_worker
  with check ((select app.is_system()) or (select app.operates_everywhere())
    or ((select app.is_operator()) and district_code = any ((select app.districts())::text[])));
drop policy regions_change on regions;
create policy regions_change on regions for update to yuanlian_app, yuanlian_worker
  using ((select app.is_system()) or (select app.operates_everywhere())
    or ((select app.is_operator()) and district_code = any ((select app.districts())::text[])));
drop policy regions_add on regions;
create policy regions_add on regions for insert to yuanlian_app, yuanlian_worker
  with check ((select app.is_system()) or (select app.operates_everywhere())
    or ((select app.is_operator()) and district_code = any ((select app.districts())::text[])));
drop policy browsing_alarms_read on browsing_alarms;
create policy browsing_alarms_read on browsing_alarms for select to yuanlian_app, yuanlian_worker using (
  (select app.is_system())
  or ((select app.has_role('security-administrator'))
    and (district_code = any ((select app.districts())::text[]) or (select app.whole_installation())))
  or ((select app.has_role('supervisor')) and district_code = any ((select app.districts())::text[])
    and region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling())));
drop policy audit_events_select on audit_events;
create policy audit_events_select on audit_events for select to yuanlian_app, yuanlian_worker
  using (
    (select app.is_system())
    or ((select app.has_role('audit-administrator')) and (district_code is null or district_code = any((select app.districts())::text[]) or (select app.whole_installation())))
    or ((select app.has_role('supervisor')) and district_code = any((select app.districts())::text[])
      and region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
  );
drop policy invitations_update on invitations;
create policy invitations_update on invitations for update to yuanlian_app, yuanlian_worker using (
  (select app.is_system()) or ((select app.has_role('dispatcher')) and organisation_id = (select app.organisation()))
  or ((select app.has_role('system-administrator')) and (district_code = any((select app.districts())::text[]) or (select app.whole_installation())))
);
drop policy invitations_insert on invitations;
create policy invitations_insert on invitations for insert to yuanlian_app, yuanlian_worker with check (
  (select app.is_system())
  or ((select app.has_role('dispatcher')) and organisation_id = (select app.organisation()))
  or ((select app.has_role('system-administrator')) and (district_code = any((select app.districts())::text[]) or (select app.whole_installation())))
);
drop policy invitations_select on invitations;
create policy invitations_select on invitations for select to yuanlian_app, yuanlian_worker using (
  (select app.is_system()) or organisation_id = (select app.organisation())
  or ((select app.has_role('system-administrator')) and (district_code = any((select app.districts())::text[]) or (select app.whole_installation())))
);
drop policy api_keys_update on api_keys;
create policy api_keys_update on api_keys for update to yuanlian_app, yuanlian_worker
  using (account_id = (select app.user_id()) or (select app.is_system()) or ((select app.has_role('system-administrator')) and exists (select 1 from accounts a where a.id = api_keys.account_id)));
drop policy api_keys_select on api_keys;
create policy api_keys_select on api_keys for select to yuanlian_app, yuanlian_worker
  using (account_id = (select app.user_id()) or (select app.is_system()) or ((select app.has_role('system-administrator')) and exists (select 1 from accounts a where a.id = api_keys.account_id)));
drop policy sessions_update on sessions;
create policy sessions_update on sessions for update to yuanlian_app, yuanlian_worker using (
  account_id = (select app.user_id()) or (select app.is_system())
  or ((select app.has_role('system-administrator')) and exists (select 1 from accounts a where a.id = sessions.account_id))
);
drop policy sessions_select on sessions;
create policy sessions_select on sessions for select to yuanlian_app, yuanlian_worker using (
  account_id = (select app.user_id()) or (select app.is_system())
  or ((select app.has_role('system-administrator')) and exists (select 1 from accounts a where a.id = sessions.account_id))
);
drop policy accounts_update on accounts;
create policy accounts_update on accounts for update to yuanlian_app, yuanlian_worker using (
  id = (select app.user_id()) or (select app.is_system())
  or ((select app.has_role('system-administrator')) and exists (select 1 from account_roles r where r.account_id = accounts.id))
);
drop policy accounts_select on accounts;
create policy accounts_select on accounts for select to yuanlian_app, yuanlian_worker using (
  id = (select app.user_id()) or (select app.is_system())
  or exists (select 1 from account_roles r where r.account_id = accounts.id)
);
drop policy account_roles_update on account_roles;
create policy account_roles_update on account_roles for update to yuanlian_app, yuanlian_worker using (
  (select app.is_system())
  or ((select app.has_role('system-administrator')) and (district_code = any((select app.districts())::text[]) or (select app.whole_installation())))
);
drop policy account_roles_insert on account_roles;
create policy account_roles_insert on account_roles for insert to yuanlian_app, yuanlian_worker with check (
  (select app.is_system())
  or ((select app.has_role('system-administrator')) and (district_code = any((select app.districts())::text[]) or (select app.whole_installation()))
    and account_id <> (select app.user_id()))
);
drop policy account_roles_select on account_roles;
create policy account_roles_select on account_roles for select to yuanlian_app, yuanlian_worker using (
  account_id = (select app.user_id()) or (select app.is_system())
  or organisation_id = (select app.organisation())
  or ((select app.organisation()) is null and (select app.kind()) = 'user' and (district_code = any((select app.districts())::text[]) or (select app.whole_installation())))
);
drop policy access_terms_select on access_terms;
create policy access_terms_select on access_terms for select to yuanlian_app, yuanlian_worker using (
  (select app.is_system()) or organisation_id = (select app.organisation())
  or ((select app.organisation()) is null and (select app.kind()) = 'user'
    and (district_code = any((select app.districts())::text[]) or (select app.whole_installation())))
);
