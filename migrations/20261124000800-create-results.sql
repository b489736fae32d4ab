-- migrate:up
-- Independent evaluation (R21): a sample drawn with a printed seed; the evaluator reads pseudonyms, never own cases.
create table evaluation_samples (
  id uuid primary key,
  number text not null unique,
  district_code text not null,
  seed text not null,
  share_percent integer not null,
  minimum integer not null,
  population integer not null,
  evaluator_id uuid not null,
  drawn_by uuid not null,
  drawn_at timestamptz not null
);
alter table evaluation_samples enable row level security;
create policy evaluation_samples_all on evaluation_samples to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[]));
grant select, insert on evaluation_samples to yuanlian_app, yuanlian_worker;

create table evaluations (
  id uuid primary key,
  sample_id uuid references evaluation_samples (id),
  referral_id uuid not null references referrals (id),
  household_id uuid not null references households (id),
  district_code text not null,
  pseudonym text not null,
  evaluator_id uuid not null,
  state text not null constraint evaluations_state_check check (state in ('open', 'agreed', 'disagreed', 'sent-back', 'answered')),
  evidence jsonb not null,
  goal_attainment numeric(5, 1),
  finding text,
  reply text,
  replied_by uuid,
  created_at timestamptz not null,
  decided_at timestamptz,
  version integer not null
);
create unique index evaluations_referral_id_key on evaluations (sample_id, referral_id);
create index evaluations_evaluator_id_idx on evaluations (evaluator_id, state);
alter table evaluations enable row level security;
create policy evaluations_all on evaluations to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and (evaluator_id = (select app.user_id()) or not (select app.has_role('evaluator'))));
grant select, insert, update on evaluations to yuanlian_app, yuanlian_worker;

-- Follow-up after closing (R20, R58): at 3 and 6 months, made by the machine, done by the owner.
create table follow_ups (
  id uuid primary key,
  household_id uuid not null references households (id),
  referral_id uuid not null references referrals (id),
  district_code text not null,
  region_path text collate "C" not null,
  months integer not null,
  due_on date not null,
  owner_account_id uuid not null,
  state text not null constraint follow_ups_state_check check (state in ('planned', 'due', 'done', 'unreachable')),
  finding text,
  need_change text constraint follow_ups_need_change_check check (need_change in ('reduced', 'same', 'worse')),
  done_by uuid,
  done_at timestamptz,
  version integer not null
);
create unique index follow_ups_referral_id_key on follow_ups (referral_id, months);
create index follow_ups_owner_account_id_idx on follow_ups (owner_account_id, state, due_on);
alter table follow_ups enable row level security;
create policy follow_ups_all on follow_ups to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
grant select, insert, update on follow_ups to yuanlian_app, yuanlian_worker;

-- migrate:down
drop table follow_ups, evaluations, evaluation_samples;
