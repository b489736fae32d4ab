-- migrate:up
-- Ledgers of an office taken in (R26, R28): the run, its rows sealed, what was wrong, what became of each household.
-- The rows name people who may have no file here: whoever uploaded them reads them, nobody else, and not for long.
create table ledger_imports (
  id uuid primary key,
  number text not null unique,
  district_code text not null,
  -- Where the post of whoever uploaded it is.
  region_path text collate "C" not null,
  file_name text not null,
  file_digest bytea not null,
  sheet text not null,
  heading_row integer not null,
  headings text[] not null,
  headings_digest text not null,
  columns jsonb not null,
  words jsonb not null,
  state text not null constraint ledger_imports_state_check check (state in ('uploaded', 'checking', 'checked', 'writing',
    'written', 'stopped', 'undoing', 'undone', 'discarded', 'failed')),
  row_count integer not null constraint ledger_imports_row_count_check check (row_count between 1 and 50000),
  formula_count integer not null,
  counts jsonb not null,
  unknown_words jsonb not null,
  failure text,
  job_run_id uuid,
  request_key text,
  requested_by uuid not null references accounts (id),
  created_at timestamptz not null,
  checked_at timestamptz,
  written_at timestamptz,
  undone_at timestamptz,
  erased_at timestamptz,
  version integer not null
);
create unique index ledger_imports_request_key_key on ledger_imports (requested_by, request_key);
create index ledger_imports_district_code_idx on ledger_imports (district_code, region_path, created_at desc, id desc);
alter table ledger_imports enable row level security;
create policy ledger_imports_all on ledger_imports to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[]) and (
    requested_by = (select app.user_id()) or (select app.is_system())
    or (((select app.has_role('officer')) or (select app.has_role('centre-worker')))
      and region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))));
grant select, insert on ledger_imports to yuanlian_app, yuanlian_worker;
grant update (columns, words, state, counts, unknown_words, failure, job_run_id, checked_at, written_at, undone_at,
  erased_at, version) on ledger_imports to yuanlian_app, yuanlian_worker;

-- Some hundred rows each, sealed with a key of the import.
create table ledger_chunks (
  import_id uuid not null references ledger_imports (id),
  first_line integer not null,
  content bytea not null,
  primary key (import_id, first_line)
);
alter table ledger_chunks enable row level security;
create policy ledger_chunks_all on ledger_chunks to yuanlian_app, yuanlian_worker using (
  exists (select 1 from ledger_imports i where i.id = import_id and i.requested_by = (select app.user_id())));
grant select, insert on ledger_chunks to yuanlian_app, yuanlian_worker;

-- A code a row, with numbers and codes beside it; never what stood in the cell.
create table ledger_problems (
  id uuid primary key,
  import_id uuid not null references ledger_imports (id),
  line integer not null,
  field text,
  code text not null,
  params jsonb not null,
  refused boolean not null
);
create index ledger_problems_import_id_idx on ledger_problems (import_id, code, line, id);
create index ledger_problems_line_idx on ledger_problems (import_id, line, id);
alter table ledger_problems enable row level security;
create policy ledger_problems_all on ledger_problems to yuanlian_app, yuanlian_worker using (
  exists (select 1 from ledger_imports i where i.id = import_id));
grant select, insert, delete on ledger_problems to yuanlian_app, yuanlian_worker;

-- What became of a household of a ledger. No reference to its file: an import that is undone takes the file away.
create table ledger_households (
  import_id uuid not null references ledger_imports (id),
  household_id uuid not null,
  district_code text not null,
  region_path text collate "C" not null,
  first_line integer not null,
  key_index bytea not null,
  content_index bytea not null,
  reported_circle text constraint ledger_households_reported_circle_check check (reported_circle in ('C1', 'C2', 'C3', 'C4')),
  review_on date,
  state text not null constraint ledger_households_state_check check (state in ('written', 'undone', 'left')),
  member_count integer not null,
  written_at timestamptz not null,
  primary key (import_id, household_id)
);
create unique index ledger_households_key_index_key on ledger_households (district_code, key_index) where state <> 'undone';
create index ledger_households_household_id_idx on ledger_households (household_id);
create index ledger_households_first_line_idx on ledger_households (import_id, first_line);
create index ledger_households_review_on_idx on ledger_households (import_id, review_on, household_id);
alter table ledger_households enable row level security;
create policy ledger_households_all on ledger_households to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
create policy ledger_households_not_evaluators on ledger_households as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy ledger_households_not_conflicted on ledger_households as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
grant select, insert, update on ledger_households to yuanlian_app, yuanlian_worker;

-- Which column is what, and which word stands for which code: asked once of a district for each shape of sheet.
create table ledger_mappings (
  district_code text not null,
  headings_digest text not null,
  columns jsonb not null,
  words jsonb not null,
  decided_by uuid not null,
  decided_at timestamptz not null,
  primary key (district_code, headings_digest)
);
alter table ledger_mappings enable row level security;
create policy ledger_mappings_all on ledger_mappings to yuanlian_app, yuanlian_worker
  using (((select app.has_role('officer')) or (select app.has_role('centre-worker')))
    and district_code = any ((select app.districts())::text[]));
grant select, insert, update on ledger_mappings to yuanlian_app, yuanlian_worker;

-- With the day of erasure the rows go, and the key they were sealed with.
create function app.drop_ledger_rows() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from ledger_chunks where import_id = new.id;
  perform app.destroy_subject_key(new.id);
  return null;
end $$;
create trigger ledger_imports_drop_rows after update on ledger_imports for each row
  when (old.erased_at is null and new.erased_at is not null) execute function app.drop_ledger_rows();

-- Takes a file away that an import has opened and that nobody has touched since. Whatever else hangs on the file keeps
-- it: the deletion then fails at the reference and changes nothing. False: it stays.
create function app.undo_ledger_household(import uuid, household uuid) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  known ledger_households;
begin
  select * into known from ledger_households l where l.import_id = import and l.household_id = household
    and l.state = 'written' and l.district_code = any (app.districts()::text[]) for update;
  if not found or app.is_provider() then
    return false;
  end if;
  perform from households h where h.id = household and h.version = 1 and h.state = 'active' for update;
  if not found
    or (select count(*) from household_members m where m.household_id = household and m.version = 1
      and m.valid_until is null) <> known.member_count
    or exists (select 1 from household_members m where m.household_id = household and m.version > 1)
    or exists (select 1 from cases c where c.household_id = household and (c.version > 1 or c.state <> 'intake'))
    or exists (select 1 from entitlements e where e.household_id = household and e.version > 1)
    or exists (select 1 from economy_lines e where e.household_id = household
      and (e.version > 1 or e.recorded_at > known.written_at)) then
    return false;
  end if;
  begin
    delete from event_deliveries d using outbox_events e
      where e.id = d.event_id and e.household_id = household and d.done_at is null;
    delete from access_grants where household_id = household;
    delete from entitlements where household_id = household;
    delete from economy_lines where household_id = household;
    delete from cases where household_id = household;
    delete from identity_claims where household_id = household;
    delete from household_grams where household_id = household;
    update subject_keys set wrapped = null, destroyed_at = clock_timestamp() where wrapped is not null
      and subject_id in (select household union all select id from household_members where household_id = household);
    delete from household_members where household_id = household;
    delete from households where id = household;
  exception when foreign_key_violation then
    return false;
  end;
  update ledger_households set state = 'undone' where import_id = import and household_id = household;
  return true;
end $$;
revoke execute on function app.drop_ledger_rows(), app.undo_ledger_household(uuid, uuid) from public;
grant execute on function app.undo_ledger_household(uuid, uuid) to yuanlian_worker;

-- Joins the erasure by its name (see erase_household).
create function app.erase_household_ledgers(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  delete from ledger_households where household_id = household;
end;
revoke execute on function app.erase_household_ledgers(uuid) from public;

-- Its own trigger: the one of the other rooms stays as it is.
create function app.take_ledger_household_along() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update ledger_households set region_path = new.region_path where household_id = new.id;
  return null;
end $$;
revoke execute on function app.take_ledger_household_along() from public;
create trigger households_take_ledger_along after update of region_path on households for each row
  when (old.region_path is distinct from new.region_path) execute function app.take_ledger_household_along();

select app.protect_by_record('ledger_imports');
select app.protect_by_record('ledger_mappings');

-- migrate:down
drop trigger households_take_ledger_along on households;
drop function app.take_ledger_household_along();
drop function app.erase_household_ledgers(uuid);
drop function app.undo_ledger_household(uuid, uuid);
drop table ledger_mappings, ledger_households, ledger_problems, ledger_chunks, ledger_imports;
drop function app.drop_ledger_rows();
