-- migrate:up
-- The rules a calculation was done by, whole: published, of no person, written once by whoever calculates first.
create table calculation_rules (
  digest text primary key,
  pack_version text not null,
  content text not null
);
alter table calculation_rules enable row level security;
create policy calculation_rules_read on calculation_rules for select to yuanlian_app, yuanlian_worker
  using ((select app.is_system()) or ((select app.kind()) = 'user' and (select app.organisation()) is null));
create policy calculation_rules_add on calculation_rules for insert to yuanlian_app, yuanlian_worker
  with check ((select app.is_system()) or ((select app.kind()) = 'user' and (select app.organisation()) is null));
grant select, insert on calculation_rules to yuanlian_app, yuanlian_worker;

-- What the rules of a pack said of a household on a day (R2, design 4). Facts and result are text, not jsonb, so that the
-- same calculation can be compared byte for byte; never changed, emptied when the household is erased.
create table calculations (
  id uuid primary key,
  household_id uuid not null references households (id),
  district_code text not null,
  region_path text collate "C" not null,
  on_day date not null,
  engine_version text not null,
  rules_digest text not null references calculation_rules (digest),
  facts text not null,
  result text not null,
  digest text not null,
  made_by uuid,
  made_at timestamptz not null
);
create index calculations_household_id_idx on calculations (household_id, made_at desc, id desc);
create index calculations_district_code_idx on calculations (district_code, id);
alter table calculations enable row level security;
create policy calculations_all on calculations to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
create policy calculations_not_evaluators on calculations as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy calculations_not_conflicted on calculations as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
grant select, insert on calculations to yuanlian_app, yuanlian_worker;
select app.protect_by_record('calculations');

-- The digest goes too: whoever guesses the facts could find them by it.
create function app.erase_household_calculation(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update calculations set facts = '', result = '', digest = '' where household_id = household;
end;
revoke execute on function app.erase_household_calculation(uuid) from public;

create or replace function app.take_household_along() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update household_grams set region_path = new.region_path where household_id = new.id;
  update household_links set region_path = new.region_path where household_id = new.id;
  update cases set region_path = new.region_path where household_id = new.id;
  update calculations set region_path = new.region_path where household_id = new.id;
  update needs set region_path = new.region_path where household_id = new.id;
  update gaps set region_path = new.region_path where household_id = new.id and state = 'open';
  update plans set region_path = new.region_path where household_id = new.id;
  update referrals set region_path = new.region_path where household_id = new.id;
  update evaluations set region_path = new.region_path where household_id = new.id;
  update follow_ups set region_path = new.region_path where household_id = new.id;
  update notifications set region_path = new.region_path where household_id = new.id;
  update moves set region_path = new.region_path where household_id = new.id and region_path is not null;
  return null;
end $$;

-- The circle beside the class (R1, R27): proposed by the calculation, decided by a person. Older rows keep their own sums.
alter table classifications
  alter column inputs drop not null,
  alter column steps drop not null,
  add column calculation_id uuid references calculations (id),
  add column proposed_circle text constraint classifications_proposed_circle_check
    check (proposed_circle in ('C1', 'C2', 'C3', 'C4', 'outside', 'unknown')),
  add column decided_circle text constraint classifications_decided_circle_check
    check (decided_circle in ('C1', 'C2', 'C3', 'C4', 'outside', 'unknown')),
  add column recheck_on date,
  add constraint classifications_calculation_check check (calculation_id is not null or (inputs is not null and steps is not null));
alter table households add column circle text constraint households_circle_check
  check (circle in ('C1', 'C2', 'C3', 'C4'));

-- migrate:down
alter table households drop column circle;
update classifications set inputs = coalesce(inputs, '{}'), steps = coalesce(steps, '[]');
alter table classifications drop constraint classifications_calculation_check, drop column recheck_on,
  drop column decided_circle, drop column proposed_circle, drop column calculation_id,
  alter column inputs set not null, alter column steps set not null;
create or replace function app.take_household_along() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update household_grams set region_path = new.region_path where household_id = new.id;
  update household_links set region_path = new.region_path where household_id = new.id;
  update cases set region_path = new.region_path where household_id = new.id;
  update needs set region_path = new.region_path where household_id = new.id;
  update gaps set region_path = new.region_path where household_id = new.id and state = 'open';
  update plans set region_path = new.region_path where household_id = new.id;
  update referrals set region_path = new.region_path where household_id = new.id;
  update evaluations set region_path = new.region_path where household_id = new.id;
  update follow_ups set region_path = new.region_path where household_id = new.id;
  update notifications set region_path = new.region_path where household_id = new.id;
  update moves set region_path = new.region_path where household_id = new.id and region_path is not null;
  return null;
end $$;
drop function app.erase_household_calculation(uuid);
drop table calculations;
drop table calculation_rules;
