-- migrate:up
-- Requests of a household about its own data (PIPL 44–50). They stay with the office that received them, also when the
-- household moves or its file is closed.
create table rights_requests (
  id uuid primary key,
  number text not null unique,
  household_id uuid not null references households (id),
  district_code text not null,
  region_path text collate "C" not null,
  kind text not null constraint rights_requests_kind_check check (kind in
    ('see', 'copy', 'correct', 'object', 'delete', 'explain')),
  -- What an objection or an explanation is about; null = the file as a whole.
  target_kind text constraint rights_requests_target_kind_check check (target_kind in ('classification', 'match')),
  target_id uuid,
  words text,
  field text,
  asked_as text not null constraint rights_requests_asked_as_check check (asked_as in
    ('self', 'guardian', 'proxy', 'next-of-kin')),
  asker_name text not null,
  identity_check text not null constraint rights_requests_identity_check_check check (identity_check in
    ('link-and-pin', 'known-person', 'identity-document', 'written-mandate', 'death-and-kinship-papers')),
  identity_note text,
  recorded_by uuid,
  owner_account_id uuid,
  state text not null constraint rights_requests_state_check check (state in
    ('received', 'in-work', 'granted', 'partly-granted', 'refused', 'withdrawn')),
  decision_reason text,
  decided_by uuid,
  decided_at timestamptz,
  received_at timestamptz not null,
  due_at timestamptz not null,
  -- A granted deletion: the day from which the file may be erased; until then it is frozen.
  erase_after date,
  copy_until timestamptz,
  copy_file_taken_at timestamptz,
  copy_page_taken_at timestamptz,
  version integer not null,
  -- The dead cannot ask: their next of kin do, with papers (PIPL 49).
  constraint rights_requests_kin_check check ((asked_as = 'next-of-kin') = (identity_check = 'death-and-kinship-papers')),
  constraint rights_requests_target_check check ((target_kind is null) = (target_id is null)),
  constraint rights_requests_decided_check check ((state in ('granted', 'partly-granted', 'refused'))
    = (decided_at is not null and decided_by is not null and decision_reason is not null))
);
create index rights_requests_household_id_idx on rights_requests (household_id, received_at desc);
create index rights_requests_district_code_region_path_idx on rights_requests (district_code, region_path, due_at);
create unique index rights_requests_deletion_key on rights_requests (household_id)
  where kind = 'delete' and state in ('received', 'in-work');
alter table rights_requests enable row level security;
create policy rights_requests_staff on rights_requests to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and not (select app.is_evaluator()) and district_code = any ((select app.districts())::text[])
  and region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()));
create policy rights_requests_household on rights_requests to yuanlian_app, yuanlian_worker using (
  household_id = (select app.household()) and district_code = any ((select app.districts())::text[]));
grant select, insert, update on rights_requests to yuanlian_app, yuanlian_worker;

-- Files that are closed: frozen until the day on which no law wants them kept any more, then erased. Shown by number.
create table closed_files (
  household_id uuid primary key references households (id),
  number text not null,
  district_code text not null,
  -- Where the file was when it was closed.
  region_path text collate "C" not null,
  state text not null constraint closed_files_state_check check (state in ('frozen', 'erased')),
  -- What the file is kept for: code of the retention table of the district's pack.
  kept_for text,
  request_id uuid references rights_requests (id),
  frozen_at timestamptz not null,
  erase_after date not null,
  erased_at timestamptz,
  constraint closed_files_erased_check check ((state = 'erased') = (erased_at is not null))
);
create index closed_files_district_code_region_path_idx on closed_files (district_code, region_path, frozen_at desc);
alter table closed_files enable row level security;
create policy closed_files_read on closed_files for select to yuanlian_app, yuanlian_worker using (
  (not (select app.is_provider()) and not (select app.is_evaluator()) and district_code = any ((select app.districts())::text[])
    and region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
  or household_id = (select app.household()));
create policy closed_files_add on closed_files for insert to yuanlian_worker with check (
  (select app.is_system()) and district_code = any ((select app.districts())::text[]));
create policy closed_files_change on closed_files for update to yuanlian_worker using (
  (select app.is_system()) and district_code = any ((select app.districts())::text[]));
grant select on closed_files to yuanlian_app;
grant select, insert, update (state, erased_at) on closed_files to yuanlian_worker;

-- A named ground opens a frozen file to one person for a day.
alter table access_grants drop constraint access_grants_ground_check;
alter table access_grants add constraint access_grants_ground_check
  check (ground in ('assignment', 'referral', 'visit-day', 'evaluation', 'break-glass', 'protected-team', 'frozen-file'));

-- Closes a file: it moves, with everything that is found by its place, to a place that no post covers ('}' sorts behind
-- every region), its grants end, and its people may be entered in a new file. The machine alone may do it.
create function app.freeze_household(household uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not app.is_system() then
    raise exception 'only the machine closes a file' using errcode = 'insufficient_privilege';
  end if;
  update households set region_path = '}closed/' || region_path, state = 'closed', version = version + 1
    where id = household and region_path not like '}%';
  -- The decision still has to be told by the office that had the file.
  update notifications set region_path = substr(region_path, length('}closed/') + 1)
    where household_id = household and template = 'rights-decided' and state not in ('sent', 'done', 'cancelled');
  update leads set region_path = '}closed/' || region_path where household_id = household and region_path not like '}%';
  delete from identity_claims where household_id = household;
  update access_grants set valid_until = app.now()
    where household_id = household and (valid_until is null or valid_until > app.now());
end $$;
revoke execute on function app.freeze_household(uuid) from public;
grant execute on function app.freeze_household(uuid) to yuanlian_worker;

create function app.erase_household_rights(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update rights_requests set words = null, asker_name = '', identity_note = null,
    decision_reason = case when decision_reason is null then null else '' end, version = version + 1
    where household_id = household;
end;
revoke execute on function app.erase_household_rights(uuid) from public;

-- migrate:down
drop function app.erase_household_rights(uuid);
drop function app.freeze_household(uuid);
delete from access_grants where ground = 'frozen-file';
alter table access_grants drop constraint access_grants_ground_check;
alter table access_grants add constraint access_grants_ground_check
  check (ground in ('assignment', 'referral', 'visit-day', 'evaluation', 'break-glass', 'protected-team'));
drop table closed_files;
drop table rights_requests;
