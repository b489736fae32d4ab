-- migrate:up
-- What a contract still pays for (R73, R74), in the form of the capacity ledger: a balance that the database never lets
-- below zero, beside entries that only grow; both change in one transaction. Apart from the contract's own row, because
-- staff of the provider book deliveries on it but never change its terms.
create table contract_balances (
  contract_id uuid primary key references contracts (id),
  opened_units integer not null constraint contract_balances_opened_units_check check (opened_units >= 0),
  opened_fen bigint not null constraint contract_balances_opened_fen_check check (opened_fen >= 0),
  -- Bound by orders that are not served yet.
  committed_units integer not null constraint contract_balances_committed_units_check check (committed_units >= 0),
  committed_fen bigint not null constraint contract_balances_committed_fen_check check (committed_fen >= 0),
  spent_units integer not null constraint contract_balances_spent_units_check check (spent_units >= 0),
  spent_fen bigint not null constraint contract_balances_spent_fen_check check (spent_fen >= 0),
  constraint contract_balances_units_check check (committed_units + spent_units <= opened_units),
  constraint contract_balances_fen_check check (committed_fen + spent_fen <= opened_fen)
);
alter table contract_balances enable row level security;
create policy contract_balances_all on contract_balances to yuanlian_app, yuanlian_worker
  using (exists (select 1 from contracts c where c.id = contract_id
    and (not (select app.is_provider()) or c.provider_id = (select app.organisation()))));
grant select, insert, update on contract_balances to yuanlian_app, yuanlian_worker;

create table contract_entries (
  id uuid primary key,
  contract_id uuid not null references contracts (id),
  kind text not null constraint contract_entries_kind_check check (kind in
    ('opened', 'corrected', 'committed', 'released', 'spent', 'returned')),
  units integer not null,
  amount_fen bigint not null,
  -- Whose order it is (the referral), and the piece of service that was paid; opaque here.
  holder_id uuid,
  source_id uuid,
  entered_by uuid,
  entered_at timestamptz not null,
  note text,
  -- Only a correction of the terms may take away.
  constraint contract_entries_amount_check check (kind = 'corrected' or (units >= 0 and amount_fen >= 0)),
  constraint contract_entries_source_check check ((kind in ('spent', 'returned')) <= (source_id is not null))
);
create index contract_entries_contract_id_idx on contract_entries (contract_id, entered_at);
create index contract_entries_holder_id_idx on contract_entries (holder_id);
-- A piece of service is paid once and returned once, whatever is repeated.
create unique index contract_entries_source_id_key on contract_entries (source_id, kind) where source_id is not null;
alter table contract_entries enable row level security;
create policy contract_entries_all on contract_entries to yuanlian_app, yuanlian_worker
  using (exists (select 1 from contracts c where c.id = contract_id
    and (not (select app.is_provider()) or c.provider_id = (select app.organisation()))));
grant select, insert on contract_entries to yuanlian_app, yuanlian_worker;

-- Earlier releases kept money only and booked none; what may have been written by hand is carried over.
insert into contract_balances select id, quantity, budget_fen, 0, committed_fen, 0, spent_fen from contracts;
insert into contract_entries (id, contract_id, kind, units, amount_fen, entered_at)
  select gen_random_uuid(), id, 'opened', quantity, budget_fen, created_at from contracts;
alter table contracts drop constraint contracts_commitment_check, drop column committed_fen, drop column spent_fen;

-- migrate:down
alter table contracts add column committed_fen bigint not null default 0, add column spent_fen bigint not null default 0;
update contracts c set committed_fen = b.committed_fen, spent_fen = b.spent_fen
  from contract_balances b where b.contract_id = c.id;
alter table contracts alter column committed_fen drop default, alter column spent_fen drop default,
  add constraint contracts_commitment_check check (committed_fen >= 0 and spent_fen >= 0 and committed_fen + spent_fen <= budget_fen);
drop table contract_entries, contract_balances;
