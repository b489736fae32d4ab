-- migrate:up
-- The reserve of a township for temporary aid (R70, B24): one account a township, filled and emptied by the district, spent by
-- grants. The balance stands beside an append-only ledger and changes with it, on a locked row; it never falls below zero.
create table reserves (
  id uuid primary key,
  unit_id uuid not null constraint reserves_unit_id_key unique references units (id),
  district_code text not null,
  region_path text collate "C" not null,
  -- What the account is filled up to; under a share of it the township is to be topped up.
  imprest_fen bigint not null constraint reserves_imprest_fen_check check (imprest_fen > 0),
  balance_fen bigint not null constraint reserves_balance_fen_check check (balance_fen >= 0),
  opened_by uuid,
  opened_at timestamptz not null,
  version integer not null
);
create index reserves_region_path_idx on reserves (district_code, region_path, id);
alter table reserves enable row level security;
create policy reserves_all on reserves to yuanlian_app, yuanlian_worker using (
  (select app.is_staff()) and not (select app.is_evaluator()) and district_code = any ((select app.districts())::text[])
  and region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()));
grant select, insert on reserves to yuanlian_app, yuanlian_worker;
grant update (imprest_fen, balance_fen, version) on reserves to yuanlian_app, yuanlian_worker;

-- One booking; what was wrong is undone by a counter entry, never taken out.
create table reserve_entries (
  id uuid primary key,
  reserve_id uuid not null references reserves (id),
  district_code text not null,
  kind text not null constraint reserve_entries_kind_check check (kind in ('top-up', 'take-back', 'aid', 'repaid', 'undo')),
  amount_fen bigint not null constraint reserve_entries_amount_fen_check check (amount_fen <> 0),
  -- The balance behind it.
  balance_fen bigint not null constraint reserve_entries_balance_fen_check check (balance_fen >= 0),
  -- The application that an aid was granted on, and when it was asked for: days to pay (I20).
  application_id uuid references applications (id),
  asked_at timestamptz,
  undoes_id uuid constraint reserve_entries_undoes_id_key unique references reserve_entries (id),
  reason text,
  entered_by uuid,
  entered_at timestamptz not null,
  constraint reserve_entries_sign_check check (kind = 'undo' or (amount_fen > 0) = (kind in ('top-up', 'repaid'))),
  constraint reserve_entries_aid_check check (kind <> 'aid' or (application_id is not null and asked_at is not null)),
  constraint reserve_entries_undo_check check ((kind = 'undo') = (undoes_id is not null)),
  constraint reserve_entries_reason_check check (kind = 'aid' or reason is not null)
);
-- A grant is paid once.
create unique index reserve_entries_aid_key on reserve_entries (application_id) where kind = 'aid';
create index reserve_entries_reserve_id_idx on reserve_entries (reserve_id, id desc);
alter table reserve_entries enable row level security;
create policy reserve_entries_all on reserve_entries to yuanlian_app, yuanlian_worker
  using (exists (select 1 from reserves r where r.id = reserve_id));
grant select, insert on reserve_entries to yuanlian_app, yuanlian_worker;

select app.protect_by_record('reserves');
select app.protect_by_record('reserve_entries');

-- migrate:down
drop table reserve_entries, reserves;
