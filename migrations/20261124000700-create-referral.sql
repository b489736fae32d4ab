-- migrate:up
-- Wing referral. A referral row is seen by the staff of its household and by its provider; what a provider may read of
-- the household in each state is the field-release table's business (C3).
create table match_runs (
  id uuid primary key,
  household_id uuid not null references households (id),
  snapshot jsonb not null,
  result jsonb not null,
  made_by uuid,
  made_at timestamptz not null
);
create index match_runs_household_id_idx on match_runs (household_id, made_at desc);
alter table match_runs enable row level security;
create policy match_runs_all on match_runs to yuanlian_app, yuanlian_worker
  using (exists (select 1 from households h where h.id = household_id) and not (select app.is_provider()));
grant select, insert on match_runs to yuanlian_app, yuanlian_worker;

-- Unmet need (R97, I8): no match always writes one; open until something serves the need.
create table gaps (
  id uuid primary key,
  household_id uuid not null references households (id),
  need_id uuid not null references needs (id),
  district_code text not null,
  region_path text collate "C" not null,
  code text not null,
  severity integer not null,
  cause text not null constraint gaps_cause_check check (cause in ('no-supply', 'not-eligible', 'full', 'too-far', 'no-money', 'declined')),
  month text not null constraint gaps_month_check check (month ~ '^\d{4}-\d{2}$'),
  state text not null constraint gaps_state_check check (state in ('open', 'closed')),
  opened_at timestamptz not null,
  closed_at timestamptz
);
create unique index gaps_need_id_open_key on gaps (need_id) where state = 'open';
create index gaps_district_code_region_path_idx on gaps (district_code, region_path, month, code);
alter table gaps enable row level security;
create policy gaps_all on gaps to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
grant select, insert, update on gaps to yuanlian_app, yuanlian_worker;

-- One live plan a household (R19, R55); a change makes a new version.
create table plans (
  id uuid primary key,
  number text not null,
  household_id uuid not null references households (id),
  case_id uuid not null references cases (id),
  district_code text not null,
  region_path text collate "C" not null,
  plan_version integer not null,
  state text not null constraint plans_state_check check (state in ('draft', 'offered', 'confirmed', 'superseded', 'closed')),
  summary text,
  no_family_self_reason text,
  no_education_reason text,
  change_reason text,
  signed_by_name text,
  signed_mode text constraint plans_signed_mode_check check (signed_mode in ('self', 'guardian', 'proxy', 'assisted', 'refused')),
  created_by uuid,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  version integer not null,
  unique (number, plan_version),
  constraint plans_confirmed_check check ((state = 'confirmed') <= (confirmed_at is not null and signed_mode is not null))
);
create unique index plans_household_id_live_key on plans (household_id) where state = 'confirmed';
create unique index plans_household_id_open_key on plans (household_id) where state in ('draft', 'offered');
create index plans_household_id_idx on plans (household_id, plan_version desc);
create index plans_district_code_region_path_idx on plans (district_code, region_path, created_at desc);
alter table plans enable row level security;
create policy plans_all on plans to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
grant select, insert, update on plans to yuanlian_app, yuanlian_worker;

create table plan_items (
  id uuid primary key,
  plan_id uuid not null references plans (id),
  need_id uuid references needs (id),
  side text not null constraint plan_items_side_check check (side in ('government', 'society', 'family', 'self')),
  field text not null constraint plan_items_field_check check (field in ('material', 'psychological', 'inclusion', 'capability')),
  -- Service code of the item (domain E); null for what a family does in its own way.
  code text,
  goal text not null,
  action text not null,
  owner_name text not null,
  due_on date,
  baseline_level integer,
  expected_level integer,
  goal_weight integer not null constraint plan_items_goal_weight_check check (goal_weight between 1 and 4),
  offering_id uuid references offerings (id),
  choice text not null constraint plan_items_choice_check check (choice in ('open', 'wanted', 'not-now', 'explain')),
  chosen_by text,
  chosen_at timestamptz,
  reasons jsonb not null,
  position integer not null
);
create index plan_items_plan_id_idx on plan_items (plan_id, position);
alter table plan_items enable row level security;
create policy plan_items_all on plan_items to yuanlian_app, yuanlian_worker
  using (exists (select 1 from plans p where p.id = plan_id));
grant select, insert, update, delete on plan_items to yuanlian_app, yuanlian_worker;

-- What a household said to each card of its menu, and who said it; nothing is overwritten (R34).
create table plan_choices (
  id uuid primary key,
  plan_id uuid not null references plans (id),
  need_id uuid not null references needs (id),
  offering_id uuid not null references offerings (id),
  choice text not null constraint plan_choices_choice_check check (choice in ('wanted', 'not-now', 'explain')),
  chosen_by_name text not null,
  chosen_mode text not null constraint plan_choices_chosen_mode_check check (chosen_mode in ('self', 'guardian', 'proxy', 'assisted')),
  recorded_by uuid,
  chosen_at timestamptz not null
);
create index plan_choices_plan_id_idx on plan_choices (plan_id, chosen_at);
alter table plan_choices enable row level security;
create policy plan_choices_all on plan_choices to yuanlian_app, yuanlian_worker
  using (exists (select 1 from plans p where p.id = plan_id));
grant select, insert on plan_choices to yuanlian_app, yuanlian_worker;

create table referrals (
  id uuid primary key,
  number text not null unique,
  household_id uuid not null references households (id),
  need_id uuid not null references needs (id),
  member_id uuid references household_members (id),
  case_id uuid not null references cases (id),
  plan_id uuid references plans (id),
  plan_item_id uuid references plan_items (id),
  district_code text not null,
  region_path text collate "C" not null,
  offering_id uuid not null references offerings (id),
  provider_id uuid not null references providers (id),
  need_code text not null,
  -- Never empty (R10): who is responsible in the assistance system, whatever the provider does.
  owner_account_id uuid not null,
  state text not null constraint referrals_state_check check (state in ('draft', 'consented', 'sent', 'accepted', 'declined',
    'expired', 'scheduled', 'in-service', 'on-hold', 'completed', 'stopped', 'confirmed-by-household', 'disputed',
    'recalled', 'forwarded', 'obsolete', 'closed')),
  resume_state text,
  consent_id uuid references consents (id),
  -- Shared without consent only on a ground that the law names, with the worker's reason.
  legal_ground text constraint referrals_legal_ground_check check (legal_ground in ('vital-interest', 'statutory-duty')),
  legal_reason text,
  ask_first boolean not null,
  capacity_period text,
  message text,
  safety_note text,
  -- What a provider may read before it accepts (C3): township, age band, languages; taken when the referral is made.
  summary jsonb not null,
  -- Offerings to ask next, in order; offerings that were asked before.
  candidates uuid[] not null,
  asked uuid[] not null,
  previous_id uuid references referrals (id),
  next_id uuid references referrals (id),
  sent_at timestamptz,
  answer_due_at timestamptz,
  answered_at timestamptz,
  decline_reason text,
  decline_message text,
  -- Whether the household is told the reason itself, not only that another way is sought.
  decline_shared boolean not null,
  decline_private_note text,
  scheduled_for timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  confirmed_at timestamptz,
  confirmed_mode text constraint referrals_confirmed_mode_check check (confirmed_mode in ('self', 'guardian', 'proxy', 'assisted')),
  confirmed_by_name text,
  dispute_text text,
  -- What waits for the owner, and until when; null when nothing does (R10).
  task text constraint referrals_task_check check (task in ('find-another', 'ask-consent', 'fix-data', 'ask-papers',
    'widen-area', 'settle-dispute', 'ask-household', 'look-into-stop')),
  task_due_at timestamptz,
  outcome text constraint referrals_outcome_check check (outcome in ('helped', 'partly', 'not-helped')),
  closed_at timestamptz,
  close_reason text,
  created_by uuid,
  created_at timestamptz not null,
  version integer not null,
  constraint referrals_sent_check check ((state = 'sent') <= (sent_at is not null and answer_due_at is not null and coalesce(consent_id::text, legal_ground) is not null)),
  constraint referrals_legal_reason_check check ((legal_ground is null) = (legal_reason is null)),
  constraint referrals_task_due_at_check check ((task is null) = (task_due_at is null)),
  constraint referrals_declined_check check ((state = 'declined') <= (decline_reason is not null)),
  constraint referrals_closed_check check ((state = 'closed') <= (closed_at is not null))
);
create index referrals_household_id_idx on referrals (household_id, created_at desc);
create index referrals_provider_id_idx on referrals (provider_id, state, created_at desc);
create index referrals_owner_account_id_idx on referrals (owner_account_id, state);
create index referrals_owner_account_id_task_due_at_idx on referrals (owner_account_id, task_due_at) where task is not null;
create unique index referrals_previous_id_key on referrals (previous_id) where previous_id is not null;
create index referrals_offering_id_idx on referrals (offering_id, state);
create index referrals_district_code_region_path_idx on referrals (district_code, region_path, created_at desc);
create unique index referrals_need_id_live_key on referrals (need_id, offering_id)
  where state in ('sent', 'accepted', 'scheduled', 'in-service', 'on-hold', 'disputed');
alter table referrals enable row level security;
create policy referrals_staff on referrals to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
-- A provider sees what was sent to it, never a draft.
create policy referrals_provider_read on referrals for select to yuanlian_app, yuanlian_worker using (
  provider_id = (select app.organisation()) and sent_at is not null);
create policy referrals_provider_change on referrals for update to yuanlian_app, yuanlian_worker using (
  provider_id = (select app.organisation()) and sent_at is not null and state <> 'closed');
grant select, insert, update on referrals to yuanlian_app, yuanlian_worker;

create table deliveries (
  id uuid primary key,
  referral_id uuid not null references referrals (id),
  provider_id uuid not null references providers (id),
  household_id uuid not null references households (id),
  delivered_on date not null,
  units integer not null constraint deliveries_units_check check (units >= 0),
  note_ciphertext bytea,
  recorded_by uuid,
  recorded_by_name text not null,
  recorded_at timestamptz not null,
  corrected_by uuid references deliveries (id)
);
create index deliveries_referral_id_idx on deliveries (referral_id, delivered_on);
alter table deliveries enable row level security;
create policy deliveries_all on deliveries to yuanlian_app, yuanlian_worker
  using (exists (select 1 from referrals r where r.id = referral_id));
grant select, insert, update on deliveries to yuanlian_app, yuanlian_worker;

-- migrate:down
drop table deliveries, referrals, plan_choices, plan_items, plans, gaps, match_runs cascade;
