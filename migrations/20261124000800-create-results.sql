-- migrate:up
-- Whoever evaluates works from stored evidence alone (C3, R21): no file, no referral, no log line is opened to that
-- role, whatever region its post names. A worker who evaluates elsewhere keeps the files of the worker's post.
create function app.is_evaluator() returns boolean language sql stable
  return app.roles() && array['evaluator']
    and not app.roles() && array['window-worker', 'station-worker', 'centre-worker', 'officer', 'supervisor'];
create policy households_not_evaluators on households as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy household_grams_not_evaluators on household_grams as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy leads_not_evaluators on leads as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy cases_not_evaluators on cases as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy needs_not_evaluators on needs as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy gaps_not_evaluators on gaps as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy plans_not_evaluators on plans as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy referrals_not_evaluators on referrals as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy moves_not_evaluators on moves as restrictive for select to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));

-- Independent evaluation (R21): a sample drawn with a printed seed; the evaluator reads pseudonyms, never own cases.
create table evaluation_samples (
  id uuid primary key,
  number text not null unique,
  district_code text not null,
  seed text not null,
  share_percent integer not null constraint evaluation_samples_share_percent_check check (share_percent between 1 and 100),
  minimum integer not null constraint evaluation_samples_minimum_check check (minimum >= 1),
  finished_from date not null,
  finished_to date not null,
  -- Finished referrals that could be drawn, and those left out because the evaluator had worked on them.
  population integer not null,
  excluded integer not null,
  evaluator_id uuid not null,
  drawn_by uuid not null,
  drawn_at timestamptz not null
);
alter table evaluation_samples enable row level security;
create policy evaluation_samples_read on evaluation_samples for select to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[])
  and (evaluator_id = (select app.user_id()) or (select app.has_role('centre-worker')) or (select app.has_role('officer'))
    or (select app.has_role('supervisor')) or (select app.is_system())));
create policy evaluation_samples_add on evaluation_samples for insert to yuanlian_app, yuanlian_worker with check (
  district_code = any ((select app.districts())::text[])
  and ((select app.has_role('centre-worker')) or (select app.has_role('officer')) or (select app.is_system())));
grant select, insert on evaluation_samples to yuanlian_app, yuanlian_worker;

create table evaluations (
  id uuid primary key,
  sample_id uuid not null references evaluation_samples (id),
  referral_id uuid not null references referrals (id),
  household_id uuid not null references households (id),
  district_code text not null,
  region_path text collate "C" not null,
  pseudonym text not null unique,
  position integer not null,
  evaluator_id uuid not null,
  state text not null constraint evaluations_state_check check (state in ('open', 'agreed', 'disagreed', 'sent-back', 'answered')),
  evidence jsonb not null,
  goal_attainment numeric(5, 1),
  reasons text[] not null,
  finding text,
  reply text,
  replied_by uuid,
  replied_at timestamptz,
  created_at timestamptz not null,
  decided_at timestamptz,
  version integer not null,
  constraint evaluations_decided_check check ((state in ('agreed', 'disagreed')) <= (decided_at is not null)),
  constraint evaluations_finding_check check ((state in ('disagreed', 'sent-back')) <= (finding is not null))
);
create unique index evaluations_referral_id_key on evaluations (sample_id, referral_id);
create index evaluations_evaluator_id_idx on evaluations (evaluator_id, state);
create index evaluations_household_id_idx on evaluations (household_id);
alter table evaluations enable row level security;
create policy evaluations_own on evaluations to yuanlian_app, yuanlian_worker using (
  evaluator_id = (select app.user_id()) and district_code = any ((select app.districts())::text[]));
create policy evaluations_staff on evaluations to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and not (select app.is_evaluator()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
grant select, insert, update on evaluations to yuanlian_app, yuanlian_worker;

-- Follow-up after closing (R20, R58): at 3 and 6 months, made by the machine, done by the owner.
create table follow_ups (
  id uuid primary key,
  household_id uuid not null references households (id),
  referral_id uuid not null references referrals (id),
  district_code text not null,
  region_path text collate "C" not null,
  months integer not null constraint follow_ups_months_check check (months > 0),
  due_on date not null,
  owner_account_id uuid not null,
  state text not null constraint follow_ups_state_check check (state in ('planned', 'due', 'done', 'unreachable')),
  finding text,
  need_change text constraint follow_ups_need_change_check check (need_change in ('reduced', 'same', 'worse')),
  done_by uuid,
  done_at timestamptz,
  version integer not null,
  constraint follow_ups_done_check check ((state = 'done') <= (need_change is not null and done_at is not null))
);
create unique index follow_ups_referral_id_key on follow_ups (referral_id, months);
create index follow_ups_owner_account_id_idx on follow_ups (owner_account_id, state, due_on);
alter table follow_ups enable row level security;
create policy follow_ups_all on follow_ups to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and not (select app.is_evaluator()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
grant select, insert, update on follow_ups to yuanlian_app, yuanlian_worker;

-- migrate:down
drop table follow_ups, evaluations, evaluation_samples;
drop policy moves_not_evaluators on moves;
drop policy referrals_not_evaluators on referrals;
drop policy plans_not_evaluators on plans;
drop policy gaps_not_evaluators on gaps;
drop policy needs_not_evaluators on needs;
drop policy cases_not_evaluators on cases;
drop policy leads_not_evaluators on leads;
drop policy household_grams_not_evaluators on household_grams;
drop policy households_not_evaluators on households;
drop function app.is_evaluator();
