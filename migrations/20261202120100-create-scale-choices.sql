-- migrate:up
-- Which scales a household is asked, and why (R18): the answers to the screening, what was proposed, and what a worker
-- made of it. What was said and the reasons are sealed; codes of scales tell of no result.
create table scale_choices (
  id uuid primary key,
  household_id uuid not null references households (id),
  district_code text not null,
  region_path text collate "C" not null,
  screening_version text not null,
  proposed text[] not null constraint scale_choices_proposed_check check (cardinality(proposed) <= 3),
  -- Null until a person has decided; may be none.
  chosen text[],
  -- Answers, weights and reasons; then the reasons of who added or left out.
  proposal_ciphertext bytea,
  decision_ciphertext bytea,
  screened_by uuid,
  screened_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  version integer not null,
  constraint scale_choices_decided_check check ((chosen is null) = (decided_at is null))
);
create index scale_choices_household_id_idx on scale_choices (household_id, screened_at desc, id desc);
alter table scale_choices enable row level security;
create policy scale_choices_all on scale_choices to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
create policy scale_choices_not_evaluators on scale_choices as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy scale_choices_not_conflicted on scale_choices as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
grant select, insert, update on scale_choices to yuanlian_app, yuanlian_worker;

select app.protect_by_record('scale_choices'::regclass);

-- Added to the function as it stands, whatever else has joined it.
do $$
begin
  execute replace(pg_get_functiondef('app.take_household_along'::regproc), '  return null;',
    E'  update scale_choices set region_path = new.region_path where household_id = new.id;\n  return null;');
end $$;

create function app.erase_household_scalechoices(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update scale_choices set proposal_ciphertext = null, decision_ciphertext = null where household_id = household;
end;
revoke execute on function app.erase_household_scalechoices(uuid) from public;

-- migrate:down
drop function app.erase_household_scalechoices(uuid);
do $$
begin
  execute replace(pg_get_functiondef('app.take_household_along'::regproc),
    E'  update scale_choices set region_path = new.region_path where household_id = new.id;\n', '');
end $$;
drop table scale_choices;
