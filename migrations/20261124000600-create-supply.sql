-- migrate:up
-- Wing supply. The directory of offerings is readable by everybody who may sign in; what is not public (contracts,
-- budgets, credentials) has policies of its own.
create table providers (
  id uuid primary key,
  number text not null unique,
  name text not null,
  kind text not null constraint providers_kind_check check (kind in
    ('social-work-agency', 'charity', 'enterprise', 'department', 'volunteer-group', 'medical', 'care-home', 'other')),
  credit_code text,
  district_code text not null,
  region_path text collate "C" not null,
  address text,
  phone text,
  email text,
  website text,
  contact_name text,
  introduction text,
  state text not null constraint providers_state_check check (state in ('applied', 'approved', 'refused', 'suspended', 'imported')),
  decision_reason text,
  decided_by uuid,
  decided_at timestamptz,
  source text,
  source_id text,
  created_at timestamptz not null,
  version integer not null
);
create unique index providers_credit_code_key on providers (district_code, credit_code) where credit_code is not null;
create unique index providers_source_id_key on providers (district_code, source, source_id) where source_id is not null;
create index providers_district_code_idx on providers (district_code, state, name);
alter table providers enable row level security;
create policy providers_read on providers for select to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[]) or id = (select app.organisation()));
-- A registration has no actor with a district yet: it runs as the system in the chosen one.
create policy providers_add on providers for insert to yuanlian_app, yuanlian_worker with check (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[]));
create policy providers_change on providers for update to yuanlian_app, yuanlian_worker using (
  (not (select app.is_provider()) and district_code = any ((select app.districts())::text[]))
  or id = (select app.organisation()));
grant select, insert, update on providers to yuanlian_app, yuanlian_worker;

-- Staff credentials with expiry (B30): an expired one keeps the offerings that need it out of every match.
create table credentials (
  id uuid primary key,
  provider_id uuid not null references providers (id),
  holder_name text not null,
  kind text not null constraint credentials_kind_check check (kind in
    ('background-check', 'social-worker', 'care-worker', 'counsellor', 'medical', 'food-safety', 'other')),
  expires_on date not null,
  checked_by uuid,
  checked_at timestamptz,
  created_at timestamptz not null,
  version integer not null
);
create index credentials_provider_id_idx on credentials (provider_id, kind);
alter table credentials enable row level security;
create policy credentials_all on credentials to yuanlian_app, yuanlian_worker
  using (exists (select 1 from providers p where p.id = provider_id)
    and (provider_id = (select app.organisation()) or not (select app.is_provider())));
grant select, insert, update, delete on credentials to yuanlian_app, yuanlian_worker;

-- Contract of purchased service (R73, R77): quantity and budget are limits, committed in the ledger below.
create table contracts (
  id uuid primary key,
  number text not null,
  provider_id uuid not null references providers (id),
  district_code text not null,
  title text not null,
  starts_on date not null,
  ends_on date not null,
  unit text not null,
  unit_price_fen bigint not null constraint contracts_unit_price_fen_check check (unit_price_fen >= 0),
  quantity integer not null constraint contracts_quantity_check check (quantity > 0),
  budget_fen bigint not null constraint contracts_budget_fen_check check (budget_fen >= 0),
  committed_fen bigint not null,
  spent_fen bigint not null,
  state text not null constraint contracts_state_check check (state in ('draft', 'signed', 'ended')),
  created_at timestamptz not null,
  version integer not null,
  constraint contracts_term_check check (ends_on >= starts_on),
  constraint contracts_commitment_check check (committed_fen >= 0 and spent_fen >= 0 and committed_fen + spent_fen <= budget_fen),
  unique (district_code, number)
);
alter table contracts enable row level security;
create policy contracts_read on contracts for select to yuanlian_app, yuanlian_worker using (
  provider_id = (select app.organisation())
  or (not (select app.is_provider()) and district_code = any ((select app.districts())::text[])));
create policy contracts_write on contracts to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[]));
grant select, insert, update on contracts to yuanlian_app, yuanlian_worker;

-- Fund pots (R13): balance = paid in − reserved − paid out is kept beside the ledger and checked.
create table funds (
  id uuid primary key,
  name text not null,
  district_code text not null,
  purpose text not null,
  donor_restriction text,
  balance_fen bigint not null constraint funds_balance_fen_check check (balance_fen >= 0),
  reserved_fen bigint not null constraint funds_reserved_fen_check check (reserved_fen >= 0 and reserved_fen <= balance_fen),
  -- 0: no ceiling.
  household_ceiling_fen bigint not null constraint funds_household_ceiling_fen_check check (household_ceiling_fen >= 0),
  -- Order of use (R78): the provincial fund is the last resort.
  layer text not null constraint funds_layer_check check (layer in ('special-fund', 'provincial-fund')),
  state text not null constraint funds_state_check check (state in ('open', 'closed')),
  created_at timestamptz not null,
  version integer not null
);
alter table funds enable row level security;
create policy funds_all on funds to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[]));
grant select, insert, update on funds to yuanlian_app, yuanlian_worker;

create table fund_entries (
  id uuid primary key,
  fund_id uuid not null references funds (id),
  kind text not null constraint fund_entries_kind_check check (kind in ('paid-in', 'reserved', 'released', 'paid-out', 'returned')),
  amount_fen bigint not null constraint fund_entries_amount_fen_check check (amount_fen > 0),
  request_id uuid,
  entered_by uuid,
  entered_at timestamptz not null,
  note text
);
create index fund_entries_fund_id_idx on fund_entries (fund_id, entered_at);
alter table fund_entries enable row level security;
create policy fund_entries_all on fund_entries to yuanlian_app, yuanlian_worker
  using (exists (select 1 from funds f where f.id = fund_id));
grant select, insert on fund_entries to yuanlian_app, yuanlian_worker;

-- draft → approved by two different people → reserved (R13, two-person approval).
create table fund_requests (
  id uuid primary key,
  fund_id uuid not null references funds (id),
  district_code text not null,
  holder_id uuid not null,
  amount_fen bigint not null constraint fund_requests_amount_fen_check check (amount_fen > 0),
  purpose text not null,
  state text not null constraint fund_requests_state_check check (state in
    ('draft', 'approved-once', 'reserved', 'paid', 'refused', 'released')),
  requested_by uuid not null,
  first_approver uuid,
  second_approver uuid,
  created_at timestamptz not null,
  decided_at timestamptz,
  version integer not null,
  constraint fund_requests_approvers_check check (first_approver is null or second_approver is null or first_approver <> second_approver),
  constraint fund_requests_reserved_check check ((state in ('reserved', 'paid')) <= (first_approver is not null and second_approver is not null))
);
alter table fund_requests enable row level security;
create policy fund_requests_all on fund_requests to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[]));
grant select, insert, update on fund_requests to yuanlian_app, yuanlian_worker;

create table offerings (
  id uuid primary key,
  number text not null unique,
  provider_id uuid not null references providers (id),
  district_code text not null,
  -- Area served: a region of the district (ids joined by '/', ending with '/'); households below it are in.
  area_region_id integer references regions (id),
  area_path text collate "C" not null,
  code text,
  extra_codes text[] not null,
  name text not null,
  description text,
  side text not null constraint offerings_side_check check (side in ('government', 'society')),
  eligibility jsonb not null,
  schedule jsonb not null,
  -- What is told but not matched: address of the place, fees and areas in the source's own words.
  details jsonb not null,
  languages text[] not null,
  latitude double precision constraint offerings_latitude_check check (latitude between -90 and 90),
  longitude double precision constraint offerings_longitude_check check (longitude between -180 and 180),
  radius_metres integer constraint offerings_radius_metres_check check (radius_metres > 0),
  mode text not null constraint offerings_mode_check check (mode in ('home', 'site', 'remote', 'goods', 'money')),
  price_fen bigint not null constraint offerings_price_fen_check check (price_fen >= 0),
  price_unit text not null,
  payer text not null constraint offerings_payer_check check (payer in ('free', 'contract', 'fund', 'household')),
  contract_id uuid references contracts (id),
  fund_id uuid references funds (id),
  required_credential text,
  capacity_known boolean not null,
  capacity_per_period integer constraint offerings_capacity_per_period_check check (capacity_per_period >= 0),
  state text not null constraint offerings_state_check check (state in ('draft', 'listed', 'paused', 'closed', 'unmapped')),
  pause_reason text,
  confirmed_on date,
  contact_phone text,
  source text,
  source_id text,
  source_digest text,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null,
  constraint offerings_code_check check (code is not null or state in ('draft', 'unmapped')),
  constraint offerings_capacity_check check (capacity_known = (capacity_per_period is not null))
);
create unique index offerings_source_id_key on offerings (district_code, source, source_id) where source_id is not null;
create index offerings_code_idx on offerings (district_code, code, state);
create index offerings_provider_id_idx on offerings (provider_id, state);
alter table offerings enable row level security;
create policy offerings_read on offerings for select to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[]) or provider_id = (select app.organisation()));
create policy offerings_write on offerings to yuanlian_app, yuanlian_worker using (
  provider_id = (select app.organisation())
  or (not (select app.is_provider()) and district_code = any ((select app.districts())::text[])));
grant select, insert, update on offerings to yuanlian_app, yuanlian_worker;

-- Capacity (design 3): the balance stands beside the append-only ledger and changes in the same transaction. period =
-- calendar month YYYY-MM.
create table capacity_balances (
  offering_id uuid not null references offerings (id),
  period text not null constraint capacity_balances_period_check check (period ~ '^\d{4}-\d{2}$'),
  opened integer not null constraint capacity_balances_opened_check check (opened >= 0),
  reserved integer not null constraint capacity_balances_reserved_check check (reserved >= 0),
  taken integer not null constraint capacity_balances_taken_check check (taken >= 0),
  primary key (offering_id, period),
  constraint capacity_balances_limit_check check (reserved + taken <= opened)
);
alter table capacity_balances enable row level security;
create policy capacity_balances_all on capacity_balances to yuanlian_app, yuanlian_worker
  using (exists (select 1 from offerings o where o.id = offering_id
    and (not (select app.is_provider()) or o.provider_id = (select app.organisation()))));
grant select, insert, update on capacity_balances to yuanlian_app, yuanlian_worker;

create table capacity_entries (
  id uuid primary key,
  offering_id uuid not null references offerings (id),
  period text not null,
  kind text not null constraint capacity_entries_kind_check check (kind in ('opened', 'reserved', 'taken', 'released', 'corrected')),
  quantity integer not null,
  holder_id uuid,
  entered_by uuid,
  entered_at timestamptz not null,
  note text
);
create index capacity_entries_holder_id_idx on capacity_entries (holder_id);
create index capacity_entries_offering_id_idx on capacity_entries (offering_id, period, entered_at);
alter table capacity_entries enable row level security;
create policy capacity_entries_all on capacity_entries to yuanlian_app, yuanlian_worker
  using (exists (select 1 from offerings o where o.id = offering_id
    and (not (select app.is_provider()) or o.provider_id = (select app.organisation()))));
grant select, insert on capacity_entries to yuanlian_app, yuanlian_worker;

-- One open holding a holder (referral): reserved until its clock ends, or taken. Opaque ids: supply knows no household.
create table capacity_holdings (
  holder_id uuid primary key,
  offering_id uuid not null references offerings (id),
  period text not null,
  quantity integer not null constraint capacity_holdings_quantity_check check (quantity > 0),
  state text not null constraint capacity_holdings_state_check check (state in ('reserved', 'taken', 'released')),
  expires_at timestamptz
);
create index capacity_holdings_offering_id_idx on capacity_holdings (offering_id, state);
alter table capacity_holdings enable row level security;
create policy capacity_holdings_all on capacity_holdings to yuanlian_app, yuanlian_worker
  using (exists (select 1 from offerings o where o.id = offering_id
    and (not (select app.is_provider()) or o.provider_id = (select app.organisation()))));
grant select, insert, update on capacity_holdings to yuanlian_app, yuanlian_worker;

-- Change feed of the matching index (design 8.5): xid, not a sequence.
create table offering_changes (
  xid xid8 not null default pg_current_xact_id(),
  offering_id uuid not null
);
create index offering_changes_xid_idx on offering_changes (xid);
alter table offering_changes enable row level security;
create policy offering_changes_all on offering_changes to yuanlian_app, yuanlian_worker using (true);
grant select, insert on offering_changes to yuanlian_app, yuanlian_worker;
create function app.note_offering_change() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'offerings' then
    insert into offering_changes (offering_id) values (new.id);
  else
    insert into offering_changes (offering_id) values (new.offering_id);
  end if;
  return null;
end $$;
create trigger offerings_changed after insert or update on offerings for each row execute function app.note_offering_change();
create trigger capacity_balances_changed after insert or update on capacity_balances for each row execute function app.note_offering_change();

-- migrate:down
drop table offering_changes, capacity_holdings, capacity_entries, capacity_balances, offerings, fund_requests,
  fund_entries, funds, contracts, credentials, providers cascade;
drop function app.note_offering_change();
