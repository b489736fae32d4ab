-- migrate:up
-- What a person chooses of a ledger (R26): which sheet of a workbook that has several, who gets the new files, and what of a file
-- that is here already is taken over. Rows wait for the sheet in the workbook itself, sealed as they are.
alter table ledger_imports
  drop constraint ledger_imports_state_check,
  add constraint ledger_imports_state_check check (state in ('choosing', 'uploaded', 'checking', 'checked', 'writing',
    'written', 'stopped', 'undoing', 'undone', 'discarded', 'failed')),
  drop constraint ledger_imports_row_count_check,
  add constraint ledger_imports_row_count_check check (row_count between 0 and 50000),
  -- Names of all sheets, those with the headings of a ledger first; none where there was nothing to choose.
  add column sheets text[] not null default '{}',
  add column assigned_unit_id uuid references units (id),
  add column assigned_worker_id uuid references accounts (id);
alter table ledger_imports alter column sheets drop default;
grant update (sheet, heading_row, headings, headings_digest, row_count, formula_count, assigned_unit_id, assigned_worker_id)
  on ledger_imports to yuanlian_app, yuanlian_worker;
grant delete on ledger_chunks to yuanlian_app, yuanlian_worker;

create table ledger_workbooks (
  import_id uuid primary key references ledger_imports (id),
  content bytea not null
);
alter table ledger_workbooks enable row level security;
create policy ledger_workbooks_all on ledger_workbooks to yuanlian_app, yuanlian_worker using (
  exists (select 1 from ledger_imports i where i.id = import_id and i.requested_by = (select app.user_id())));
grant select, insert on ledger_workbooks to yuanlian_app, yuanlian_worker;

-- Which sheet it is: asked once of a district for each list of sheets.
create table ledger_sheet_choices (
  district_code text not null,
  sheets_digest text not null,
  sheet text not null,
  decided_by uuid not null,
  decided_at timestamptz not null,
  primary key (district_code, sheets_digest)
);
alter table ledger_sheet_choices enable row level security;
create policy ledger_sheet_choices_all on ledger_sheet_choices to yuanlian_app, yuanlian_worker
  using (((select app.has_role('officer')) or (select app.has_role('centre-worker')))
    and district_code = any ((select app.districts())::text[]));
grant select, insert, update on ledger_sheet_choices to yuanlian_app, yuanlian_worker;
select app.protect_by_record('ledger_sheet_choices');

-- Cells that a person wants in the file; what stands in them stays in the sealed rows.
create table ledger_takeovers (
  import_id uuid not null references ledger_imports (id),
  line integer not null,
  field text not null,
  state text not null constraint ledger_takeovers_state_check check (state in ('chosen', 'taken', 'refused')),
  -- Why not.
  code text,
  primary key (import_id, line, field),
  constraint ledger_takeovers_code_check check ((state = 'refused') = (code is not null))
);
alter table ledger_takeovers enable row level security;
create policy ledger_takeovers_all on ledger_takeovers to yuanlian_app, yuanlian_worker using (
  exists (select 1 from ledger_imports i where i.id = import_id));
grant select, insert, update, delete on ledger_takeovers to yuanlian_app, yuanlian_worker;

create or replace function app.drop_ledger_rows() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from ledger_chunks where import_id = new.id;
  delete from ledger_workbooks where import_id = new.id;
  perform app.destroy_subject_key(new.id);
  return null;
end $$;

-- migrate:down
create or replace function app.drop_ledger_rows() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from ledger_chunks where import_id = new.id;
  perform app.destroy_subject_key(new.id);
  return null;
end $$;
drop table ledger_takeovers, ledger_sheet_choices, ledger_workbooks;
revoke delete on ledger_chunks from yuanlian_app, yuanlian_worker;
revoke update (sheet, heading_row, headings, headings_digest, row_count, formula_count) on ledger_imports from yuanlian_app, yuanlian_worker;
update ledger_imports set state = 'discarded' where state = 'choosing';
update ledger_imports set row_count = 1 where row_count = 0;
alter table ledger_imports drop column assigned_worker_id, drop column assigned_unit_id, drop column sheets,
  drop constraint ledger_imports_row_count_check,
  add constraint ledger_imports_row_count_check check (row_count between 1 and 50000),
  drop constraint ledger_imports_state_check,
  add constraint ledger_imports_state_check check (state in ('uploaded', 'checking', 'checked', 'writing', 'written',
    'stopped', 'undoing', 'undone', 'discarded', 'failed'));
