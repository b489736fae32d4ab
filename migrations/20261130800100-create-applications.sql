-- migrate:up
-- Applications for statutory acts (R94), each for one household and one act, with their visits (B10), objections (B10) and
-- what is paid. All of them move with the household.
create table applications (
  id uuid primary key,
  number text not null constraint applications_number_key unique,
  household_id uuid not null references households (id),
  district_code text not null,
  region_path text collate "C" not null,
  unit_id uuid references units (id),
  act text not null,
  pack_version text not null,
  applicant_id uuid not null references household_members (id),
  related_to_staff boolean not null,
  state text not null constraint applications_state_check check (state in
    ('filed', 'returned', 'accepted', 'checked', 'published', 'granted', 'refused', 'notified', 'withdrawn')),
  level text not null constraint applications_level_check check (level in ('township', 'district')),
  missing text[] not null,
  filed_by uuid,
  filed_at timestamptz not null,
  returned_at timestamptz,
  accepted_at timestamptz,
  checked_at timestamptz,
  published_on date,
  published_until date,
  opinion_fen bigint constraint applications_opinion_fen_check check (opinion_fen >= 0),
  calculation_id uuid references calculations (id),
  outcome text constraint applications_outcome_check check (outcome in ('granted', 'refused')),
  amount_fen bigint constraint applications_amount_fen_check check (amount_fen >= 0),
  deviates boolean not null,
  -- Why it was decided so; sealed.
  ground_ciphertext bytea,
  decided_by uuid,
  decided_at timestamptz,
  sampled boolean not null,
  notified_at timestamptz,
  remedy_until date,
  due_at timestamptz,
  version integer not null,
  -- B14: nothing is granted without acceptance and visit; related to staff, the district decides.
  constraint applications_way_check check (outcome is null or (accepted_at is not null and checked_at is not null)),
  constraint applications_decided_check check ((outcome is null) = (decided_at is null)),
  constraint applications_related_check check (not related_to_staff or level = 'district'),
  constraint applications_published_check check ((published_on is null) = (published_until is null))
);
create unique index applications_open_key on applications (household_id, act, applicant_id)
  where state not in ('notified', 'withdrawn');
create index applications_household_id_idx on applications (household_id, filed_at desc, id desc);
create index applications_due_at_idx on applications (district_code, due_at, id) where due_at is not null;
create index applications_filed_at_idx on applications (district_code, filed_at desc, id desc);
alter table applications enable row level security;
create policy applications_all on applications to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
create policy applications_not_evaluators on applications as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy applications_not_conflicted on applications as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
grant select, insert, update on applications to yuanlian_app, yuanlian_worker;

create table application_visits (
  id uuid primary key,
  application_id uuid not null references applications (id),
  household_id uuid not null references households (id),
  district_code text not null,
  visited_on date not null,
  investigator_ids uuid[] not null,
  result text not null constraint application_visits_result_check check (result in ('meets', 'does-not-meet', 'unclear')),
  note_ciphertext bytea,
  recorded_by uuid,
  recorded_at timestamptz not null
);
create index application_visits_application_id_idx on application_visits (application_id);
create index application_visits_household_id_idx on application_visits (household_id);
alter table application_visits enable row level security;
create policy application_visits_all on application_visits to yuanlian_app, yuanlian_worker
  using (exists (select 1 from households h where h.id = household_id)
    and not (select app.is_provider()) and not (select app.is_evaluator()));
grant select, insert on application_visits to yuanlian_app, yuanlian_worker;

create table application_objections (
  id uuid primary key,
  application_id uuid not null references applications (id),
  household_id uuid not null references households (id),
  district_code text not null,
  state text not null constraint application_objections_state_check check (state in ('open', 'answered')),
  words_ciphertext bytea,
  answer_ciphertext bytea,
  recorded_by uuid,
  received_at timestamptz not null,
  answered_by uuid,
  answered_at timestamptz,
  constraint application_objections_answered_check check ((state = 'answered') = (answered_at is not null))
);
create index application_objections_application_id_idx on application_objections (application_id);
create index application_objections_household_id_idx on application_objections (household_id);
alter table application_objections enable row level security;
create policy application_objections_all on application_objections to yuanlian_app, yuanlian_worker
  using (exists (select 1 from households h where h.id = household_id)
    and not (select app.is_provider()) and not (select app.is_evaluator()));
grant select, insert on application_objections to yuanlian_app, yuanlian_worker;
grant update (state, answer_ciphertext, answered_by, answered_at) on application_objections to yuanlian_app, yuanlian_worker;

create table benefit_payments (
  id uuid primary key,
  application_id uuid not null constraint benefit_payments_application_id_key unique references applications (id),
  household_id uuid not null references households (id),
  district_code text not null,
  region_path text collate "C" not null,
  payee_id uuid not null references household_members (id),
  act text not null,
  rhythm text not null constraint benefit_payments_rhythm_check check (rhythm in ('month', 'once')),
  amount_fen bigint not null constraint benefit_payments_amount_fen_check check (amount_fen > 0),
  from_month date not null constraint benefit_payments_from_month_check check (extract(day from from_month) = 1),
  created_at timestamptz not null
);
create index benefit_payments_from_month_idx on benefit_payments (district_code, from_month desc, id desc);
create index benefit_payments_household_id_idx on benefit_payments (household_id);
alter table benefit_payments enable row level security;
create policy benefit_payments_all on benefit_payments to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
create policy benefit_payments_not_evaluators on benefit_payments as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy benefit_payments_not_conflicted on benefit_payments as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
grant select, insert on benefit_payments to yuanlian_app, yuanlian_worker;

select app.protect_by_record(name::regclass)
  from unnest(array['applications', 'application_visits', 'application_objections', 'benefit_payments']) as name;

-- Added to the function as it stands, whatever else has joined it.
do $$
begin
  execute replace(pg_get_functiondef('app.take_household_along'::regproc), '  return null;',
    E'  update applications set region_path = new.region_path where household_id = new.id;\n'
    '  update benefit_payments set region_path = new.region_path where household_id = new.id;\n  return null;');
end $$;

create function app.erase_household_applications(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update applications set ground_ciphertext = null where household_id = household;
  update application_visits set note_ciphertext = null where household_id = household;
  update application_objections set words_ciphertext = null, answer_ciphertext = null where household_id = household;
end;
revoke execute on function app.erase_household_applications(uuid) from public;

-- migrate:down
drop function app.erase_household_applications(uuid);
do $$
begin
  execute replace(pg_get_functiondef('app.take_household_along'::regproc),
    E'  update applications set region_path = new.region_path where household_id = new.id;\n'
    '  update benefit_payments set region_path = new.region_path where household_id = new.id;\n', '');
end $$;
drop table benefit_payments, application_objections, application_visits, applications;
