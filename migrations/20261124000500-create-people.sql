-- migrate:up
-- Wing people. Tables listed across households carry district, region path and the household (design 8.1); children
-- that are opened through one household ask the parent. Providers never read children: their view of a household is
-- what the referral room releases (C3).
create function app.is_provider() returns boolean language sql stable return app.organisation() is not null;

create table households (
  id uuid primary key,
  number text not null unique,
  district_code text not null,
  region_id integer not null references regions (id),
  region_path text collate "C" not null,
  display_name text not null,
  -- Door address encrypted (design 8.7); the region says the village.
  address_ciphertext bytea,
  latitude double precision,
  longitude double precision,
  languages text[] not null,
  contact_channel text not null constraint households_contact_channel_check
    check (contact_channel in ('email', 'sms', 'phone', 'letter', 'via-worker', 'none')),
  email text,
  locale text not null,
  primary_class integer constraint households_primary_class_check check (primary_class between 1 and 4),
  secondary_classes integer[] not null,
  special_handling boolean not null,
  state text not null constraint households_state_check check (state in ('active', 'merged', 'closed')),
  merged_into uuid references households (id),
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null
);
create index households_district_code_region_path_idx on households (district_code, region_path, created_at desc);
alter table households enable row level security;
create policy households_read on households for select to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or id = any ((select app.granted_households())::uuid[])));
create policy households_add on households for insert to yuanlian_app, yuanlian_worker with check (
  district_code = any ((select app.districts())::text[])
  and region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()));
create policy households_change on households for update to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or id = any ((select app.granted_households())::uuid[])));
grant select, insert, update on households to yuanlian_app, yuanlian_worker;

create table household_members (
  id uuid primary key,
  household_id uuid not null references households (id),
  name text not null,
  relation text not null constraint household_members_relation_check check (relation in
    ('head', 'spouse', 'child', 'parent', 'grandparent', 'grandchild', 'sibling', 'other')),
  sex text not null constraint household_members_sex_check check (sex in ('male', 'female', 'unknown')),
  birth_date date,
  identity_kind text not null constraint household_members_identity_kind_check check (identity_kind in
    ('resident-id', 'hmt-permit', 'foreigner-permit', 'none-yet')),
  identity_ciphertext bytea,
  identity_index bytea,
  phone_ciphertext bytea,
  phone_index bytea,
  phone_tail_index bytea,
  disability_kind integer constraint household_members_disability_kind_check check (disability_kind between 1 and 7),
  disability_grade integer constraint household_members_disability_grade_check check (disability_grade between 1 and 4),
  disability_card_ciphertext bytea,
  work_capacity text not null constraint household_members_work_capacity_check check (work_capacity in ('full', 'partial', 'none', 'unknown')),
  in_education boolean not null,
  guardian_member_id uuid references household_members (id),
  valid_from date not null,
  valid_until date,
  leave_reason text,
  version integer not null
);
create index household_members_household_id_idx on household_members (household_id);
create index household_members_identity_index_idx on household_members (identity_index);
create index household_members_phone_tail_index_idx on household_members (phone_tail_index);
alter table household_members enable row level security;
create policy household_members_all on household_members to yuanlian_app, yuanlian_worker
  using (exists (select 1 from households h where h.id = household_id) and not (select app.is_provider()));
-- The receiver of an accepted referral reads names through the referral room's release, which needs the row.
create policy household_members_released on household_members for select to yuanlian_app, yuanlian_worker
  using ((select app.is_provider()) and household_id = any ((select app.granted_households())::uuid[]));
grant select, insert, update on household_members to yuanlian_app, yuanlian_worker;

-- Definer: the same person in two households of a district must be noticed even where the other file is out of reach;
-- the answer is only yes or no.
create function app.identity_taken(indexes bytea[], district text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select 1 from household_members m join households h on h.id = m.household_id
    where m.identity_index = any (indexes) and m.valid_until is null and h.district_code = district and h.state = 'active');
end;

-- Names are found through their letters, since no LIKE can use an index beneath a policy (design 8.2).
create table household_grams (
  gram text collate "C" not null,
  district_code text not null,
  region_path text collate "C" not null,
  household_id uuid not null references households (id),
  primary key (gram, district_code, household_id)
);
alter table household_grams enable row level security;
create policy household_grams_all on household_grams to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
grant select, insert, delete on household_grams to yuanlian_app, yuanlian_worker;

create table leads (
  id uuid primary key,
  number text not null unique,
  district_code text not null,
  region_id integer not null references regions (id),
  region_path text collate "C" not null,
  channel text not null constraint leads_channel_check check (channel in ('reporter', 'self', 'proxy', 'screening', 'hotline', 'signal', 'provider')),
  reporter_team text,
  reporter_name text,
  reporter_account_id uuid,
  person_description text not null,
  whereabouts text not null,
  observed text not null,
  contact_phone_ciphertext bytea,
  urgency text not null constraint leads_urgency_check check (urgency in ('normal', 'soon', 'emergency')),
  state text not null constraint leads_state_check check (state in ('new', 'triaged', 'verified', 'duplicate', 'not-need', 'unreachable')),
  attempts integer not null,
  triage_note text,
  household_id uuid references households (id),
  owner_account_id uuid,
  created_at timestamptz not null,
  closed_at timestamptz,
  version integer not null,
  constraint leads_verified_check check ((state in ('verified', 'duplicate')) <= (household_id is not null))
);
create index leads_district_code_region_path_idx on leads (district_code, region_path, created_at desc);
alter table leads enable row level security;
create policy leads_read on leads for select to yuanlian_app, yuanlian_worker using (
  (district_code = any ((select app.districts())::text[])
   and region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
  or reporter_account_id = (select app.user_id()));
create policy leads_add on leads for insert to yuanlian_app, yuanlian_worker with check (
  district_code = any ((select app.districts())::text[]));
create policy leads_change on leads for update to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[])
  and region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()));
grant select, insert, update on leads to yuanlian_app, yuanlian_worker;

-- A case has exactly one holding unit and, unless waiting for assignment at that unit, one lead worker (R6, R10).
create table cases (
  id uuid primary key,
  number text not null unique,
  household_id uuid not null references households (id),
  district_code text not null,
  region_path text collate "C" not null,
  tier text not null constraint cases_tier_check check (tier in ('window', 'station', 'centre')),
  unit_id uuid not null references units (id),
  lead_worker_id uuid not null,
  state text not null constraint cases_state_check check (state in ('intake', 'policy-first', 'assessment', 'planning',
    'in-service', 'evaluation', 'closed', 'follow-up', 'archived', 'waiting-consent', 'suspended')),
  resume_state text,
  emergency boolean not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  close_reason text,
  version integer not null
);
create unique index cases_household_id_open_key on cases (household_id) where state not in ('closed', 'follow-up', 'archived');
create index cases_lead_worker_id_idx on cases (lead_worker_id, state);
create index cases_district_code_region_path_idx on cases (district_code, region_path, opened_at desc);
alter table cases enable row level security;
create policy cases_all on cases to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
grant select, insert, update on cases to yuanlian_app, yuanlian_worker;

-- Manual hand-over between tiers (R8–R10): until accepted, the sender stays responsible.
create table handovers (
  id uuid primary key,
  case_id uuid not null references cases (id),
  household_id uuid not null references households (id),
  from_unit_id uuid not null references units (id),
  to_unit_id uuid not null references units (id),
  to_account_id uuid,
  state text not null constraint handovers_state_check check (state in ('offered', 'accepted', 'returned')),
  reason_code text not null,
  residual_difficulty text not null,
  return_reason text,
  offered_by uuid not null,
  offered_at timestamptz not null,
  answered_by uuid,
  answered_at timestamptz
);
create unique index handovers_case_id_open_key on handovers (case_id) where state = 'offered';
alter table handovers enable row level security;
create policy handovers_all on handovers to yuanlian_app, yuanlian_worker
  using (exists (select 1 from cases c where c.id = case_id));
grant select, insert, update on handovers to yuanlian_app, yuanlian_worker;

create table consents (
  id uuid primary key,
  household_id uuid not null references households (id),
  district_code text not null,
  scope text not null constraint consents_scope_check check (scope in ('assessment', 'referral', 'policy-check', 'evaluation')),
  receiver_kind text not null constraint consents_receiver_kind_check check (receiver_kind in
    ('provider', 'provider-kind', 'department', 'unit', 'evaluator')),
  receiver_id uuid,
  receiver_name text not null,
  items text[] not null,
  struck_items text[] not null,
  given_by_member_id uuid references household_members (id),
  given_by_name text not null,
  mode text not null constraint consents_mode_check check (mode in ('self', 'guardian', 'proxy', 'assisted')),
  state text not null constraint consents_state_check check (state in ('asked', 'given', 'refused', 'withdrawn', 'expired', 'superseded')),
  text_version text not null,
  asked_at timestamptz not null,
  given_at timestamptz,
  valid_until date not null,
  ended_at timestamptz,
  version integer not null,
  constraint consents_given_check check ((state = 'given') <= (given_at is not null))
);
create index consents_household_id_idx on consents (household_id, state);
alter table consents enable row level security;
create policy consents_all on consents to yuanlian_app, yuanlian_worker
  using (exists (select 1 from households h where h.id = household_id) and not (select app.is_provider()));
grant select, insert, update on consents to yuanlian_app, yuanlian_worker;

-- Own declaration of income, spending and assets (R81, B7, B9); checking systems come with their issue.
create table economy_lines (
  id uuid primary key,
  household_id uuid not null references households (id),
  member_id uuid references household_members (id),
  kind text not null constraint economy_lines_kind_check check (kind in ('income', 'expenditure', 'asset')),
  item text not null,
  amount_fen bigint not null constraint economy_lines_amount_fen_check check (amount_fen >= 0),
  period text not null constraint economy_lines_period_check check (period in ('month', 'year', 'once')),
  method text not null constraint economy_lines_method_check check (method in ('payslip', 'industry-average', 'declared', 'checked')),
  as_of date not null,
  note text,
  recorded_by uuid,
  recorded_at timestamptz not null,
  ended_at timestamptz,
  version integer not null
);
create index economy_lines_household_id_idx on economy_lines (household_id);
alter table economy_lines enable row level security;
create policy economy_lines_all on economy_lines to yuanlian_app, yuanlian_worker
  using (exists (select 1 from households h where h.id = household_id) and not (select app.is_provider()));
grant select, insert, update on economy_lines to yuanlian_app, yuanlian_worker;

-- The checklist of R7: one row a catalogue line and member (or household).
create table entitlements (
  id uuid primary key,
  household_id uuid not null references households (id),
  member_id uuid references household_members (id),
  line text not null,
  state text not null constraint entitlements_state_check check (state in
    ('not-eligible', 'eligible-not-applied', 'applied', 'granted', 'refused', 'lapsed', 'waived')),
  applied_on date,
  document_number text,
  reason text,
  decided_by uuid,
  updated_at timestamptz not null,
  version integer not null
);
create unique index entitlements_line_key on entitlements (household_id, coalesce(member_id, household_id), line);
alter table entitlements enable row level security;
create policy entitlements_all on entitlements to yuanlian_app, yuanlian_worker
  using (exists (select 1 from households h where h.id = household_id) and not (select app.is_provider()));
grant select, insert, update on entitlements to yuanlian_app, yuanlian_worker;

-- A proposal with its calculation; only a person decides (R3, R11, PIPL 24).
create table classifications (
  id uuid primary key,
  household_id uuid not null references households (id),
  proposed_class integer constraint classifications_proposed_class_check check (proposed_class between 1 and 4),
  proposed_secondary integer[] not null,
  inputs jsonb not null,
  steps jsonb not null,
  pack_version text not null,
  state text not null constraint classifications_state_check check (state in ('proposed', 'confirmed', 'superseded')),
  decided_class integer constraint classifications_decided_class_check check (decided_class between 1 and 4),
  decided_secondary integer[],
  reason text,
  proposed_by uuid,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  version integer not null,
  constraint classifications_decided_check check ((state = 'confirmed') <= (decided_by is not null and decided_at is not null))
);
create index classifications_household_id_idx on classifications (household_id, proposed_at desc);
alter table classifications enable row level security;
create policy classifications_all on classifications to yuanlian_app, yuanlian_worker
  using (exists (select 1 from households h where h.id = household_id) and not (select app.is_provider()));
grant select, insert, update on classifications to yuanlian_app, yuanlian_worker;

create table assessments (
  id uuid primary key,
  household_id uuid not null references households (id),
  member_id uuid references household_members (id),
  instrument text not null,
  instrument_version text not null,
  mode text not null constraint assessments_mode_check check (mode in ('self', 'proxy', 'observed')),
  assessor_id uuid not null,
  state text not null constraint assessments_state_check check (state in ('draft', 'completed')),
  -- Raw answers are sensitive: encrypted under the household's key (design 8.7).
  answers_ciphertext bytea,
  result jsonb,
  score integer,
  maximum integer,
  severity integer constraint assessments_severity_check check (severity between 0 and 3),
  triage text constraint assessments_triage_check check (triage in ('red', 'amber', 'green')),
  flags text[] not null,
  started_at timestamptz not null,
  completed_at timestamptz,
  version integer not null,
  constraint assessments_completed_check check ((state = 'completed') = (completed_at is not null))
);
create index assessments_household_id_idx on assessments (household_id, started_at desc);
alter table assessments enable row level security;
create policy assessments_all on assessments to yuanlian_app, yuanlian_worker
  using (exists (select 1 from households h where h.id = household_id) and not (select app.is_provider()));
grant select, insert, update on assessments to yuanlian_app, yuanlian_worker;

-- A new scale result opens a new version of a need, never overwrites (A11).
create table needs (
  id uuid primary key,
  household_id uuid not null references households (id),
  member_id uuid references household_members (id),
  district_code text not null,
  region_path text collate "C" not null,
  code text not null,
  severity integer not null constraint needs_severity_check check (severity between 0 and 3),
  state text not null constraint needs_state_check check (state in
    ('found', 'confirmed', 'declined', 'planned', 'served', 'reduced', 'same', 'worse', 'closed')),
  source text not null constraint needs_source_check check (source in ('assessment', 'household', 'worker')),
  assessed boolean not null,
  assessment_ids uuid[] not null,
  evidence jsonb not null,
  root_cause text,
  note text,
  confirmed_by_name text,
  confirmed_mode text,
  found_at timestamptz not null,
  confirmed_at timestamptz,
  closed_at timestamptz,
  replaced_by uuid references needs (id),
  version integer not null
);
create index needs_household_id_idx on needs (household_id, state);
create index needs_district_code_region_path_idx on needs (district_code, region_path, code);
alter table needs enable row level security;
create policy needs_all on needs to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
grant select, insert, update on needs to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.identity_taken(bytea[], text);
drop table needs, assessments, classifications, entitlements, economy_lines, consents, handovers, cases, leads,
  household_grams, household_members, households;
drop function app.is_provider();
