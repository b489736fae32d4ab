-- migrate:up
-- The policies of the first release let everybody of a district at rows that only its staff has to do with: a household
-- could have read the fund pots, a reporter an import (C2, least privilege; C3). Each table now says whose rows they are.

-- Staff of the assistance system, and the machine: no provider, no household, no reporter or volunteer, no administrator.
create function app.is_staff() returns boolean language sql stable
  return app.is_system() or (app.kind() = 'user' and app.organisation() is null and app.roles() &&
    '{window-worker,station-worker,centre-worker,officer,supervisor,evaluator}'::text[]);
-- Those of them who decide on money and supply (PERMISSIONS: contracts, funds, providers).
create function app.is_centre() returns boolean language sql stable
  return app.is_system() or (app.kind() = 'user' and app.organisation() is null and app.roles() && '{centre-worker,officer}'::text[]);
-- The machine with no district runs the queue and the chores of the whole installation; with one, it stays in it.
create function app.is_whole_machine() returns boolean language sql stable
  return app.is_system() and cardinality(app.districts()) = 0;
-- Who looks after the machine: of the whole installation, or of the districts of the actor.
create function app.is_operator() returns boolean language sql stable
  return app.is_system() or app.has_role('system-administrator');
create function app.operates_everywhere() returns boolean language sql stable
  return app.is_whole_machine() or (app.has_role('system-administrator') and app.whole_installation());

drop policy providers_change on providers;
create policy providers_change on providers for update to yuanlian_app, yuanlian_worker using (
  id = (select app.organisation())
  or ((select app.is_centre()) and district_code = any ((select app.districts())::text[])));
drop policy providers_add on providers;
create policy providers_add on providers for insert to yuanlian_app, yuanlian_worker with check (
  (select app.is_centre()) and district_code = any ((select app.districts())::text[]));
-- Whoever is not staff sees who serves, not who applied or was refused.
drop policy providers_read on providers;
create policy providers_read on providers for select to yuanlian_app, yuanlian_worker using (
  id = (select app.organisation())
  or (district_code = any ((select app.districts())::text[]) and ((select app.is_staff()) or state in ('approved', 'suspended'))));
drop policy credentials_all on credentials;
create policy credentials_all on credentials to yuanlian_app, yuanlian_worker
  using (provider_id = (select app.organisation())
    or ((select app.is_staff()) and exists (select 1 from providers p where p.id = provider_id)))
  with check (provider_id = (select app.organisation())
    or ((select app.is_centre()) and exists (select 1 from providers p where p.id = provider_id)));

drop policy offerings_read on offerings;
create policy offerings_read on offerings for select to yuanlian_app, yuanlian_worker using (
  provider_id = (select app.organisation())
  or (district_code = any ((select app.districts())::text[])
    and ((select app.is_staff()) or state in ('listed', 'paused', 'closed'))));
drop policy offerings_write on offerings;
create policy offerings_add on offerings for insert to yuanlian_app, yuanlian_worker with check (
  provider_id = (select app.organisation())
  or ((select app.is_centre()) and district_code = any ((select app.districts())::text[])));
create policy offerings_change on offerings for update to yuanlian_app, yuanlian_worker using (
  provider_id = (select app.organisation())
  or ((select app.is_centre()) and district_code = any ((select app.districts())::text[])));

drop policy contracts_read on contracts;
create policy contracts_read on contracts for select to yuanlian_app, yuanlian_worker using (
  provider_id = (select app.organisation())
  or ((select app.is_staff()) and district_code = any ((select app.districts())::text[])));
drop policy contracts_write on contracts;
create policy contracts_add on contracts for insert to yuanlian_app, yuanlian_worker with check (
  (select app.is_centre()) and district_code = any ((select app.districts())::text[]));
create policy contracts_change on contracts for update to yuanlian_app, yuanlian_worker using (
  (select app.is_centre()) and district_code = any ((select app.districts())::text[]));
drop policy funds_all on funds;
create policy funds_read on funds for select to yuanlian_app, yuanlian_worker using (
  (select app.is_staff()) and district_code = any ((select app.districts())::text[]));
create policy funds_add on funds for insert to yuanlian_app, yuanlian_worker with check (
  (select app.is_centre()) and district_code = any ((select app.districts())::text[]));
create policy funds_change on funds for update to yuanlian_app, yuanlian_worker using (
  (select app.is_centre()) and district_code = any ((select app.districts())::text[]));
drop policy fund_requests_all on fund_requests;
create policy fund_requests_all on fund_requests to yuanlian_app, yuanlian_worker using (
  (select app.is_staff()) and district_code = any ((select app.districts())::text[])
  -- Its holder is a household: who cannot open the file sees no request for it, but for those who decide on the pot.
  and ((select app.is_centre()) or requested_by = (select app.user_id())
    or exists (select 1 from households h where h.id = holder_id)));

-- The ledgers of places and contracts: the provider's own, and the staff's.
drop policy capacity_balances_all on capacity_balances;
create policy capacity_balances_all on capacity_balances to yuanlian_app, yuanlian_worker
  using (exists (select 1 from offerings o where o.id = offering_id
    and ((select app.is_staff()) or o.provider_id = (select app.organisation()))));
drop policy capacity_entries_all on capacity_entries;
create policy capacity_entries_all on capacity_entries to yuanlian_app, yuanlian_worker
  using (exists (select 1 from offerings o where o.id = offering_id
    and ((select app.is_staff()) or o.provider_id = (select app.organisation()))));
drop policy capacity_holdings_all on capacity_holdings;
create policy capacity_holdings_all on capacity_holdings to yuanlian_app, yuanlian_worker
  using (exists (select 1 from offerings o where o.id = offering_id
    and ((select app.is_staff()) or o.provider_id = (select app.organisation()))));
drop policy contract_balances_all on contract_balances;
create policy contract_balances_all on contract_balances to yuanlian_app, yuanlian_worker
  using (exists (select 1 from contracts c where c.id = contract_id
    and ((select app.is_staff()) or c.provider_id = (select app.organisation()))));
drop policy contract_entries_all on contract_entries;
create policy contract_entries_all on contract_entries to yuanlian_app, yuanlian_worker
  using (exists (select 1 from contracts c where c.id = contract_id
    and ((select app.is_staff()) or c.provider_id = (select app.organisation()))));

-- Only the triggers write the change feed, whoever made the change.
alter function app.note_offering_change() security definer;
alter function app.note_offering_change() set search_path = public, pg_temp;
revoke execute on function app.note_offering_change() from public;
revoke insert on offering_changes from yuanlian_app, yuanlian_worker;
drop policy offering_changes_all on offering_changes;
create policy offering_changes_read on offering_changes for select to yuanlian_app, yuanlian_worker
  using ((select app.is_whole_machine()));

-- Runs and imports: whoever asked for them, the staff of the district, the machine.
drop policy job_runs_all on job_runs;
create policy job_runs_all on job_runs to yuanlian_app, yuanlian_worker
  using ((select app.is_whole_machine()) or requested_by = (select app.user_id())
    or ((select app.is_staff()) and district_code = any ((select app.districts())::text[])));
drop policy import_runs_all on import_runs;
create policy import_runs_all on import_runs to yuanlian_app, yuanlian_worker
  using (requested_by = (select app.user_id()) or ((select app.is_centre())
    and (district_code = any ((select app.districts())::text[])
      or (district_code collate "C" >= 'directory:' and district_code collate "C" < 'directory;'))));
drop policy import_records_all on import_records;
create policy import_records_all on import_records to yuanlian_app, yuanlian_worker
  using (((select app.is_centre()) and (district_code = any ((select app.districts())::text[])
      or (district_code collate "C" >= 'directory:' and district_code collate "C" < 'directory;')))
    or source = (select 'sheet:' || app.organisation()::text));

-- The queue's rows: the machine of the district, and who looks after the installation or the district.
drop policy outbox_events_read on outbox_events;
create policy outbox_events_read on outbox_events for select to yuanlian_app, yuanlian_worker
  using ((select app.operates_everywhere())
    or ((select app.is_operator()) and district_code = any ((select app.districts())::text[])));
drop policy event_deliveries_read on event_deliveries;
create policy event_deliveries_read on event_deliveries for select to yuanlian_app, yuanlian_worker
  using (exists (select 1 from outbox_events e where e.id = event_id));
drop policy event_deliveries_change on event_deliveries;
create policy event_deliveries_change on event_deliveries for update to yuanlian_app, yuanlian_worker
  using (exists (select 1 from outbox_events e where e.id = event_id));
drop policy due_items_all on due_items;
create policy due_items_all on due_items to yuanlian_app, yuanlian_worker
  using ((select app.operates_everywhere())
    or ((select app.is_operator()) and district_code = any ((select app.districts())::text[]))
    or app.acts_in(district_code))
  with check ((select app.is_whole_machine()) or app.acts_in(district_code));

drop policy idempotency_keys_own on idempotency_keys;
create policy idempotency_keys_own on idempotency_keys to yuanlian_app, yuanlian_worker
  using (actor_id = (select app.idempotency_actor()) or (select app.is_whole_machine()))
  with check (actor_id = (select app.idempotency_actor()));

-- Divisions and units: written for the own district, or by who looks after all.
drop policy regions_add on regions;
create policy regions_add on regions for insert to yuanlian_app, yuanlian_worker
  with check ((select app.is_system()) or (select app.operates_everywhere())
    or ((select app.is_operator()) and district_code = any ((select app.districts())::text[])));
drop policy regions_change on regions;
create policy regions_change on regions for update to yuanlian_app, yuanlian_worker
  using ((select app.is_system()) or (select app.operates_everywhere())
    or ((select app.is_operator()) and district_code = any ((select app.districts())::text[])));
drop policy units_add on units;
create policy units_add on units for insert to yuanlian_app, yuanlian_worker
  with check ((select app.is_system()) or (select app.operates_everywhere())
    or ((select app.is_operator()) and district_code = any ((select app.districts())::text[])));
drop policy units_change on units;
create policy units_change on units for update to yuanlian_app, yuanlian_worker
  using ((select app.is_system()) or (select app.operates_everywhere())
    or ((select app.is_operator()) and district_code = any ((select app.districts())::text[])));

-- A right to one household is given by staff who reach it, or goes with a referral to the provider that accepts it.
drop policy access_grants_district on access_grants;
create policy access_grants_read on access_grants for select to yuanlian_app, yuanlian_worker using (
  account_id = (select app.user_id()) or organisation_id = (select app.organisation())
  or household_id = (select app.household())
  or ((select app.is_staff()) and district_code = any ((select app.districts())::text[])
    and exists (select 1 from households h where h.id = household_id)));

create policy access_grants_add on access_grants for insert to yuanlian_app, yuanlian_worker with check (
  (organisation_id = (select app.organisation()) and ground in ('referral', 'visit-day')
    and exists (select 1 from referrals r where r.id = source_id and r.household_id = access_grants.household_id))
  or ((select app.is_staff()) and district_code = any ((select app.districts())::text[])
    and exists (select 1 from households h where h.id = household_id)));
-- A row's end may be moved by whom it belongs to, e.g. a household that withdraws, a provider that ends its service.
create policy access_grants_end on access_grants for update to yuanlian_app, yuanlian_worker using (
  organisation_id = (select app.organisation()) or household_id = (select app.household())
  or ((select app.is_staff()) and district_code = any ((select app.districts())::text[])
    and exists (select 1 from households h where h.id = household_id)));

-- migrate:down
drop policy access_grants_end on access_grants;
drop policy access_grants_add on access_grants;
drop policy access_grants_read on access_grants;
create policy access_grants_district on access_grants to yuanlian_app, yuanlian_worker
  using (district_code = any ((select app.districts())::text[]))
  with check (district_code = any ((select app.districts())::text[]));
drop policy units_change on units;
create policy units_change on units for update to yuanlian_app, yuanlian_worker
  using ((select app.is_system()) or (select app.has_role('system-administrator')));
drop policy units_add on units;
create policy units_add on units for insert to yuanlian_app, yuanlian_worker
  with check ((select app.is_system()) or (select app.has_role('system-administrator')));
drop policy regions_change on regions;
create policy regions_change on regions for update to yuanlian_app, yuanlian_worker
  using ((select app.is_system()) or (select app.has_role('system-administrator')));
drop policy regions_add on regions;
create policy regions_add on regions for insert to yuanlian_app, yuanlian_worker
  with check ((select app.is_system()) or (select app.has_role('system-administrator')));
drop policy idempotency_keys_own on idempotency_keys;
create policy idempotency_keys_own on idempotency_keys to yuanlian_app, yuanlian_worker
  using (actor_id = (select app.idempotency_actor()) or (select app.is_system()))
  with check (actor_id = (select app.idempotency_actor()));
drop policy due_items_all on due_items;
create policy due_items_all on due_items to yuanlian_app, yuanlian_worker
  using ((select app.is_system()) or (select app.has_role('system-administrator')) or app.acts_in(district_code))
  with check ((select app.is_system()) or app.acts_in(district_code));
drop policy event_deliveries_change on event_deliveries;
create policy event_deliveries_change on event_deliveries for update to yuanlian_app, yuanlian_worker
  using ((select app.is_system()) or (select app.has_role('system-administrator')));
drop policy event_deliveries_read on event_deliveries;
create policy event_deliveries_read on event_deliveries for select to yuanlian_app, yuanlian_worker
  using ((select app.is_system()) or (select app.has_role('system-administrator')));
drop policy outbox_events_read on outbox_events;
create policy outbox_events_read on outbox_events for select to yuanlian_app, yuanlian_worker
  using ((select app.is_system()) or (select app.has_role('system-administrator')));
drop policy import_records_all on import_records;
create policy import_records_all on import_records to yuanlian_app, yuanlian_worker
  using ((not (select app.is_provider()) and (select app.household()) is null
    and (district_code = any ((select app.districts())::text[])
      or (district_code collate "C" >= 'directory:' and district_code collate "C" < 'directory;')))
    -- A provider keeps the rows of its own spreadsheets.
    or source = (select 'sheet:' || app.organisation()::text));
drop policy import_runs_all on import_runs;
create policy import_runs_all on import_runs to yuanlian_app, yuanlian_worker
  using (requested_by = (select app.user_id()) or (not (select app.is_provider()) and (select app.household()) is null
    and (district_code = any ((select app.districts())::text[])
      or (district_code collate "C" >= 'directory:' and district_code collate "C" < 'directory;'))));
drop policy job_runs_all on job_runs;
create policy job_runs_all on job_runs to yuanlian_app, yuanlian_worker
  using ((select app.is_system()) or district_code = any ((select app.districts())::text[])
    or requested_by = (select app.user_id()))
  with check ((select app.is_system()) or district_code = any ((select app.districts())::text[])
    or requested_by = (select app.user_id()));
drop policy offering_changes_read on offering_changes;
create policy offering_changes_all on offering_changes to yuanlian_app, yuanlian_worker using (true);
grant insert on offering_changes to yuanlian_app, yuanlian_worker;
grant execute on function app.note_offering_change() to public;
alter function app.note_offering_change() reset search_path;
alter function app.note_offering_change() security invoker;
drop policy fund_requests_all on fund_requests;
create policy fund_requests_all on fund_requests to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[]));
drop policy capacity_balances_all on capacity_balances;
create policy capacity_balances_all on capacity_balances to yuanlian_app, yuanlian_worker
  using (exists (select 1 from offerings o where o.id = offering_id
    and (not (select app.is_provider()) or o.provider_id = (select app.organisation()))));
drop policy capacity_entries_all on capacity_entries;
create policy capacity_entries_all on capacity_entries to yuanlian_app, yuanlian_worker
  using (exists (select 1 from offerings o where o.id = offering_id
    and (not (select app.is_provider()) or o.provider_id = (select app.organisation()))));
drop policy capacity_holdings_all on capacity_holdings;
create policy capacity_holdings_all on capacity_holdings to yuanlian_app, yuanlian_worker
  using (exists (select 1 from offerings o where o.id = offering_id
    and (not (select app.is_provider()) or o.provider_id = (select app.organisation()))));
drop policy contract_balances_all on contract_balances;
create policy contract_balances_all on contract_balances to yuanlian_app, yuanlian_worker
  using (exists (select 1 from contracts c where c.id = contract_id
    and (not (select app.is_provider()) or c.provider_id = (select app.organisation()))));
drop policy contract_entries_all on contract_entries;
create policy contract_entries_all on contract_entries to yuanlian_app, yuanlian_worker
  using (exists (select 1 from contracts c where c.id = contract_id
    and (not (select app.is_provider()) or c.provider_id = (select app.organisation()))));
drop policy funds_change on funds;
drop policy funds_add on funds;
drop policy funds_read on funds;
create policy funds_all on funds to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[]));
drop policy contracts_change on contracts;
drop policy contracts_add on contracts;
drop policy contracts_read on contracts;
create policy contracts_read on contracts for select to yuanlian_app, yuanlian_worker using (
  provider_id = (select app.organisation())
  or (not (select app.is_provider()) and district_code = any ((select app.districts())::text[])));
create policy contracts_write on contracts to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[]));
drop policy offerings_change on offerings;
drop policy offerings_add on offerings;
drop policy offerings_read on offerings;
create policy offerings_read on offerings for select to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[]) or provider_id = (select app.organisation()));
create policy offerings_write on offerings to yuanlian_app, yuanlian_worker using (
  provider_id = (select app.organisation())
  or (not (select app.is_provider()) and district_code = any ((select app.districts())::text[])));
drop policy credentials_all on credentials;
create policy credentials_all on credentials to yuanlian_app, yuanlian_worker
  using (exists (select 1 from providers p where p.id = provider_id)
    and (provider_id = (select app.organisation()) or not (select app.is_provider())));
drop policy providers_read on providers;
drop policy providers_add on providers;
drop policy providers_change on providers;
create policy providers_read on providers for select to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[]) or id = (select app.organisation()));
create policy providers_add on providers for insert to yuanlian_app, yuanlian_worker with check (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[]));
create policy providers_change on providers for update to yuanlian_app, yuanlian_worker using (
  (not (select app.is_provider()) and district_code = any ((select app.districts())::text[]))
  or id = (select app.organisation()));
drop function app.operates_everywhere();
drop function app.is_operator();
drop function app.is_whole_machine();
drop function app.is_centre();
drop function app.is_staff();
