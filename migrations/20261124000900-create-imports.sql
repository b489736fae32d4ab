-- migrate:up
-- Ledger of imports: what was run, what is known of each outside record, what was wrong. Directories of their own
-- (district_code `directory:<source>`) belong to no district and hold public data only: every unit sees them.
create table import_runs (
  id uuid primary key,
  district_code text not null,
  kind text not null constraint import_runs_kind_check check (kind in ('hsds', 'csv', 'sheet')),
  source text not null,
  file_name text not null,
  mapping text,
  provider_id uuid references providers (id),
  dry_run boolean not null,
  state text not null constraint import_runs_state_check check (state in
    ('uploaded', 'queued', 'running', 'done', 'incomplete', 'failed', 'cancelled')),
  read integer not null,
  created integer not null,
  updated integer not null,
  unchanged integer not null,
  unmapped integer not null,
  rejected integer not null,
  job_run_id uuid,
  request_key text,
  requested_by uuid,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  constraint import_runs_sum_check check (read = created + updated + unchanged + unmapped + rejected)
);
create unique index import_runs_request_key_key on import_runs (requested_by, request_key) where request_key is not null;
create index import_runs_district_code_idx on import_runs (district_code, created_at desc);
alter table import_runs enable row level security;
create policy import_runs_all on import_runs to yuanlian_app, yuanlian_worker
  using (requested_by = (select app.user_id()) or (not (select app.is_provider()) and (select app.household()) is null
    and (district_code = any ((select app.districts())::text[])
      or (district_code collate "C" >= 'directory:' and district_code collate "C" < 'directory;'))));
grant select, insert, update on import_runs to yuanlian_app, yuanlian_worker;

-- One outside record by the id of its source; what a person decided outlives later imports. The name of its first
-- outside term is data of this installation: the vocabulary may be licensed and is never shipped.
create table import_records (
  district_code text not null,
  source text not null,
  source_id text not null,
  digest text not null,
  offering_id uuid not null references offerings (id),
  name text not null,
  state text not null constraint import_records_state_check check (state in ('mapped', 'unmapped', 'decided')),
  code text,
  proposed_code text,
  confidence real,
  term_hash text,
  term_name text,
  decided_by uuid,
  decided_at timestamptz,
  primary key (district_code, source, source_id),
  constraint import_records_code_check check ((state = 'mapped') <= (code is not null) and (state = 'unmapped') <= (code is null)),
  constraint import_records_decided_check check ((state = 'decided') = (decided_at is not null)),
  unique (offering_id)
);
create index import_records_state_idx on import_records (state, district_code, source, source_id);
create index import_records_term_hash_idx on import_records (district_code, source, term_hash);
alter table import_records enable row level security;
create policy import_records_all on import_records to yuanlian_app, yuanlian_worker
  using ((not (select app.is_provider()) and (select app.household()) is null
    and (district_code = any ((select app.districts())::text[])
      or (district_code collate "C" >= 'directory:' and district_code collate "C" < 'directory;')))
    -- A provider keeps the rows of its own spreadsheets.
    or source = (select 'sheet:' || app.organisation()::text));
grant select, insert, update on import_records to yuanlian_app, yuanlian_worker;

create table import_problems (
  id uuid primary key,
  run_id uuid not null references import_runs (id),
  file text not null,
  line integer,
  record_id text,
  code text not null,
  params jsonb not null,
  refused boolean not null,
  raw text not null
);
create index import_problems_run_id_idx on import_problems (run_id, id);
alter table import_problems enable row level security;
create policy import_problems_all on import_problems to yuanlian_app, yuanlian_worker
  using (exists (select 1 from import_runs r where r.id = run_id));
grant select, insert on import_problems to yuanlian_app, yuanlian_worker;

-- migrate:down
drop table import_problems, import_records, import_runs;
