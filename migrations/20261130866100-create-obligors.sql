-- migrate:up
-- Who owes support to a household by law, and what they pay in fact (R65, B21). One row for each member who is owed; opened
-- through its household and moves with it. The name stays readable as all names do (design 8.7); no number is kept.
create table support_obligors (
  id uuid primary key,
  household_id uuid not null references households (id),
  -- Who is owed.
  member_id uuid not null references household_members (id),
  name text not null,
  relation text not null constraint support_obligors_relation_check check (relation in
    ('spouse', 'child', 'parent', 'grandchild', 'grandparent', 'sibling')),
  -- Why nothing can be asked of them (B21); null: able.
  unable_because text constraint support_obligors_unable_because_check check (unable_because in
    ('tekun', 'dibao-aged-60', 'low-income-aged-70', 'low-income-severely-disabled', 'no-capacity', 'missing', 'in-prison')),
  household_size integer not null constraint support_obligors_household_size_check check (household_size between 1 and 30),
  -- People whom they support, of this household and elsewhere.
  supports integer not null constraint support_obligors_supports_check check (supports between 1 and 30),
  income_year_fen bigint constraint support_obligors_income_year_fen_check check (income_year_fen >= 0),
  -- Paper that names a sum.
  paper text constraint support_obligors_paper_check check (paper in ('court', 'agreement')),
  paper_on date,
  agreed_month_fen bigint constraint support_obligors_agreed_month_fen_check check (agreed_month_fen >= 0),
  paid_month_fen bigint constraint support_obligors_paid_month_fen_check check (paid_month_fen >= 0),
  -- How it is known what they pay.
  paid_method text constraint support_obligors_paid_method_check check (paid_method in ('payslip', 'declared', 'checked')),
  method text not null constraint support_obligors_method_check check (method in ('payslip', 'declared', 'checked')),
  as_of date not null,
  note text,
  recorded_by uuid,
  recorded_at timestamptz not null,
  ended_at timestamptz,
  version integer not null,
  constraint support_obligors_agreed_check check ((paper is null) = (agreed_month_fen is null)),
  constraint support_obligors_paid_check check ((paid_month_fen is null) = (paid_method is null))
);
create index support_obligors_household_id_idx on support_obligors (household_id);
alter table support_obligors enable row level security;
create policy support_obligors_all on support_obligors to yuanlian_app, yuanlian_worker
  using (exists (select 1 from households h where h.id = household_id)
    and not (select app.is_provider()) and not (select app.is_evaluator()));
grant select, insert, update on support_obligors to yuanlian_app, yuanlian_worker;

-- "Asked, there is nobody", with its day: zero rows above say nothing.
create table support_obligor_askings (
  id uuid primary key,
  household_id uuid not null references households (id),
  asked_on date not null,
  recorded_by uuid,
  recorded_at timestamptz not null,
  ended_at timestamptz
);
create unique index support_obligor_askings_household_id_key on support_obligor_askings (household_id) where ended_at is null;
create index support_obligor_askings_household_id_idx on support_obligor_askings (household_id);
alter table support_obligor_askings enable row level security;
create policy support_obligor_askings_all on support_obligor_askings to yuanlian_app, yuanlian_worker
  using (exists (select 1 from households h where h.id = household_id)
    and not (select app.is_provider()) and not (select app.is_evaluator()));
grant select, insert on support_obligor_askings to yuanlian_app, yuanlian_worker;
grant update (ended_at) on support_obligor_askings to yuanlian_app, yuanlian_worker;

select app.protect_by_record(name::regclass) from unnest(array['support_obligors', 'support_obligor_askings']) as name;

-- Trade of a flexible job, and the ground on which a thing is left out of the property (R65, R67): rows of the pack.
alter table economy_lines
  add column trade text,
  add column exempt_on text,
  add column exempt_reason text,
  add constraint economy_lines_trade_check check (trade is null or kind = 'income'),
  add constraint economy_lines_exempt_on_check check (exempt_on is null or kind = 'asset'),
  add constraint economy_lines_exempt_reason_check check ((exempt_on is null) = (exempt_reason is null));

-- For whom o1, o2 … of the facts stand, as member_ids and line_ids.
alter table calculations add column obligor_ids uuid[];

-- All of it is the household's word on somebody else, so nothing of it stays.
create function app.erase_household_obligors(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  delete from support_obligors where household_id = household;
  delete from support_obligor_askings where household_id = household;
end;
revoke execute on function app.erase_household_obligors(uuid) from public;

-- migrate:down
drop function app.erase_household_obligors(uuid);
alter table calculations drop column obligor_ids;
alter table economy_lines drop column trade, drop column exempt_on, drop column exempt_reason;
drop table support_obligor_askings, support_obligors;
