-- migrate:up
-- What a red flag of a scale sets going at once (domain D): the report that the law demands (B30, B31), and tasks with a clock.
create table mandatory_reports (
  id uuid primary key,
  household_id uuid not null references households (id),
  district_code text not null,
  region_path text collate "C" not null,
  member_id uuid references household_members (id),
  assessment_id uuid not null references assessments (id),
  instrument text not null,
  flags text[] not null,
  state text not null constraint mandatory_reports_state_check check (state in ('open', 'reported', 'withdrawn')),
  -- Who saw it: secret for everybody outside the protected team (B31).
  opened_by uuid not null,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  missed_at timestamptz,
  authority text constraint mandatory_reports_authority_check check (authority in ('police', 'civil-affairs', 'hotline', 'education', 'other')),
  -- Reference and words of the report, and why it was withdrawn; sealed.
  told_ciphertext bytea,
  reported_by uuid,
  reported_at timestamptz,
  reason_ciphertext bytea,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  version integer not null,
  constraint mandatory_reports_reported_check check ((state = 'reported') = (reported_at is not null)
    and (reported_at is null) = (authority is null) and (reported_at is null) = (reported_by is null)),
  -- A second person withdraws.
  constraint mandatory_reports_withdrawn_check check ((state = 'withdrawn') = (withdrawn_at is not null)
    and (withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_by is null or withdrawn_by <> opened_by))
);
create unique index mandatory_reports_assessment_id_key on mandatory_reports (assessment_id);
create index mandatory_reports_household_id_idx on mandatory_reports (household_id);
create index mandatory_reports_open_idx on mandatory_reports (district_code, due_at, id) where state = 'open';

create table flag_tasks (
  id uuid primary key,
  household_id uuid not null references households (id),
  district_code text not null,
  region_path text collate "C" not null,
  member_id uuid references household_members (id),
  assessment_id uuid not null references assessments (id),
  instrument text not null,
  kind text not null constraint flag_tasks_kind_check check (kind in ('emergency-triage', 'education-desk', 'clock')),
  flag text not null,
  -- Of an assessment with a restricted flag: for the protected team.
  restricted boolean not null,
  state text not null constraint flag_tasks_state_check check (state in ('open', 'done', 'waived')),
  opened_by uuid not null,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  missed_at timestamptz,
  -- What was done, or why it is not needed; sealed.
  note_ciphertext bytea,
  closed_by uuid,
  closed_at timestamptz,
  version integer not null,
  constraint flag_tasks_closed_check check ((state = 'open') = (closed_at is null))
);
create unique index flag_tasks_assessment_id_key on flag_tasks (assessment_id, kind, flag);
create index flag_tasks_household_id_idx on flag_tasks (household_id);
create index flag_tasks_open_idx on flag_tasks (district_code, due_at, id) where state = 'open';

-- Neither a provider nor the household: the suspected person may be who reads its page.
do $$
declare name text;
begin
  foreach name in array array['mandatory_reports', 'flag_tasks'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I to yuanlian_app, yuanlian_worker using (
      not (select app.is_provider()) and (select app.household()) is null and district_code = any ((select app.districts())::text[])
      and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
        or household_id = any ((select app.granted_households())::uuid[])))', name || '_all', name);
    execute format('create policy %I on %I as restrictive to yuanlian_app, yuanlian_worker
      using (not (select app.is_evaluator()))', name || '_not_evaluators', name);
    execute format('create policy %I on %I as restrictive to yuanlian_app, yuanlian_worker
      using (household_id <> all ((select app.conflicted_households())::uuid[]))', name || '_not_conflicted', name);
    execute format('grant select, insert, update on %I to yuanlian_app, yuanlian_worker', name);
    perform app.protect_by_record(name::regclass);
  end loop;
end $$;
-- The protected team and who saw it. When nobody has acted in time, the centre sees it too: silence has an end.
create policy mandatory_reports_restricted on mandatory_reports as restrictive to yuanlian_app, yuanlian_worker using (
  (select app.is_system()) or opened_by = (select app.user_id())
  or household_id = any ((select app.protected_households())::uuid[])
  or (missed_at is not null and (select app.has_role('centre-worker')))) with check (true);
create policy flag_tasks_restricted on flag_tasks as restrictive to yuanlian_app, yuanlian_worker using (
  not restricted or (select app.is_system()) or opened_by = (select app.user_id())
  or household_id = any ((select app.protected_households())::uuid[])
  or (missed_at is not null and (select app.has_role('centre-worker')))) with check (true);

-- Added to the function as it stands, whatever else has joined it.
do $$
begin
  execute replace(pg_get_functiondef('app.take_household_along'::regproc), '  return null;',
    E'  update mandatory_reports set region_path = new.region_path where household_id = new.id;\n'
    || E'  update flag_tasks set region_path = new.region_path where household_id = new.id;\n  return null;');
end $$;

create function app.erase_household_safeguards(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update mandatory_reports set flags = '{}', told_ciphertext = null, reason_ciphertext = null where household_id = household;
  update flag_tasks set note_ciphertext = null where household_id = household;
end;
revoke execute on function app.erase_household_safeguards(uuid) from public;

-- migrate:down
drop function app.erase_household_safeguards(uuid);
do $$
begin
  execute replace(pg_get_functiondef('app.take_household_along'::regproc),
    E'  update mandatory_reports set region_path = new.region_path where household_id = new.id;\n'
    || E'  update flag_tasks set region_path = new.region_path where household_id = new.id;\n', '');
end $$;
drop table flag_tasks, mandatory_reports;
