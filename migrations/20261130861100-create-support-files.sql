-- migrate:up
-- Files of people in extreme difficulty (B21-B23): one open for a person, with the form of support, the level of self-care, care
-- agreements, visits, and what was asked to change. The file moves with its household, all else hangs on the file.
create table support_files (
  id uuid primary key,
  number text not null constraint support_files_number_key unique,
  household_id uuid not null references households (id),
  district_code text not null,
  region_path text collate "C" not null,
  member_id uuid not null references household_members (id),
  -- The granted application that it was opened from; null where the support was granted before there were any here.
  application_id uuid references applications (id),
  state text not null constraint support_files_state_check check (state in ('open', 'ended')),
  form text not null constraint support_files_form_check check (form in ('institution', 'at-home')),
  -- The institution, or who cares at home; sealed.
  place_ciphertext bytea,
  care_level text,
  assessed_on date,
  -- What has changed in the self-care, as it was reported, and by when somebody has to assess it again; sealed.
  change_ciphertext bytea,
  reassess_by timestamptz,
  next_visit_on date,
  opened_on date not null,
  opened_by uuid,
  opened_at timestamptz not null,
  end_reason text constraint support_files_end_reason_check check (end_reason in ('died', 'exit', 'orphan-support')),
  ended_on date,
  end_note_ciphertext bytea,
  ended_by uuid,
  version integer not null,
  constraint support_files_ended_check check ((state = 'ended') = (ended_on is not null) and (ended_on is null) = (end_reason is null)),
  constraint support_files_assessed_check check ((care_level is null) = (assessed_on is null))
);
create unique index support_files_open_key on support_files (member_id) where state = 'open';
create unique index support_files_application_id_key on support_files (application_id);
create index support_files_household_id_idx on support_files (household_id, opened_on desc, id desc);
create index support_files_next_visit_on_idx on support_files (district_code, next_visit_on, id);
alter table support_files enable row level security;
create policy support_files_all on support_files to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
create policy support_files_not_evaluators on support_files as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy support_files_not_conflicted on support_files as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
grant select, insert, update on support_files to yuanlian_app, yuanlian_worker;

-- What somebody found of the six acts on a day (B23); never changed.
create table support_assessments (
  id uuid primary key,
  file_id uuid not null references support_files (id),
  household_id uuid not null references households (id),
  district_code text not null,
  assessed_on date not null,
  failed_acts text[] not null constraint support_assessments_failed_acts_check
    check (failed_acts <@ array['eat', 'dress', 'bed', 'toilet', 'walk', 'bath']::text[]),
  level text not null,
  pack_version text not null,
  assessed_by uuid,
  recorded_at timestamptz not null
);

create table support_agreements (
  id uuid primary key,
  file_id uuid not null references support_files (id),
  household_id uuid not null references households (id),
  district_code text not null,
  state text not null constraint support_agreements_state_check check (state in ('in-force', 'ended')),
  -- Who cares, and what for; sealed.
  carer_ciphertext bytea,
  duties_ciphertext bytea,
  signed_on date not null,
  starts_on date not null,
  until_on date not null,
  ended_on date,
  end_note_ciphertext bytea,
  recorded_by uuid,
  recorded_at timestamptz not null,
  version integer not null,
  -- One that was to begin after the end of the file ends before its first day.
  constraint support_agreements_days_check check (starts_on <= until_on and ended_on <= until_on),
  constraint support_agreements_ended_check check ((state = 'ended') = (ended_on is not null))
);

create table support_visits (
  id uuid primary key,
  file_id uuid not null references support_files (id),
  household_id uuid not null references households (id),
  district_code text not null,
  visited_on date not null,
  seen boolean not null,
  condition text constraint support_visits_condition_check check (condition in ('stable', 'better', 'worse')),
  note_ciphertext bytea,
  next_on date not null,
  visited_by uuid,
  recorded_at timestamptz not null,
  constraint support_visits_seen_check check (seen = (condition is not null))
);

-- What the person wishes or somebody proposes; another form or the exit. A person decides on it (R3).
create table support_proposals (
  id uuid primary key,
  file_id uuid not null references support_files (id),
  household_id uuid not null references households (id),
  district_code text not null,
  state text not null constraint support_proposals_state_check check (state in ('proposed', 'confirmed', 'refused', 'withdrawn')),
  kind text not null constraint support_proposals_kind_check check (kind in ('form', 'exit')),
  to_form text constraint support_proposals_to_form_check check (to_form in ('institution', 'at-home')),
  place_ciphertext bytea,
  wished_on date not null,
  words_ciphertext bytea,
  proposed_by uuid,
  proposed_at timestamptz not null,
  ground_ciphertext bytea,
  decided_by uuid,
  decided_at timestamptz,
  version integer not null,
  constraint support_proposals_form_check check ((kind = 'form') = (to_form is not null)),
  constraint support_proposals_decided_check check ((state = 'proposed') = (decided_at is null))
);
create unique index support_proposals_open_key on support_proposals (file_id) where state = 'proposed';

do $$
declare
  part text;
begin
  foreach part in array array['support_assessments', 'support_agreements', 'support_visits', 'support_proposals'] loop
    execute format('create index %s on %I (file_id, id)', part || '_file_id_idx', part);
    execute format('create index %s on %I (household_id)', part || '_household_id_idx', part);
    execute format('alter table %I enable row level security', part);
    execute format('create policy %s on %I to yuanlian_app, yuanlian_worker
      using (exists (select 1 from households h where h.id = household_id)
        and not (select app.is_provider()) and not (select app.is_evaluator()))', part || '_all', part);
    execute format('grant select, insert on %I to yuanlian_app, yuanlian_worker', part);
  end loop;
end $$;
grant update (state, ended_on, end_note_ciphertext, version) on support_agreements to yuanlian_app, yuanlian_worker;
grant update (state, ground_ciphertext, decided_by, decided_at, version) on support_proposals to yuanlian_app, yuanlian_worker;

-- No two agreements of one file on the same day; the row of the file holds back whoever comes at the same moment.
create function app.refuse_second_agreement() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from support_files where id = new.file_id for update;
  if exists (select 1 from support_agreements a where a.file_id = new.file_id and a.id <> new.id
    and a.starts_on <= coalesce(new.ended_on, new.until_on) and coalesce(a.ended_on, a.until_on) >= new.starts_on) then
    raise exception 'two care agreements on one day' using errcode = 'exclusion_violation',
      constraint = 'support_agreements_overlap';
  end if;
  return null;
end $$;
revoke execute on function app.refuse_second_agreement() from public;
create trigger support_agreements_refuse_second after insert or update on support_agreements for each row
  execute function app.refuse_second_agreement();

select app.protect_by_record(name::regclass) from unnest(array['support_files', 'support_assessments', 'support_agreements',
  'support_visits', 'support_proposals']) as name;

-- Added to the function as it stands, whatever else has joined it.
do $$
begin
  execute replace(pg_get_functiondef('app.take_household_along'::regproc), '  return null;',
    E'  update support_files set region_path = new.region_path where household_id = new.id;\n  return null;');
end $$;

-- Joins the erasure by its name (see erase_household).
create function app.erase_household_support(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update support_files set place_ciphertext = null, change_ciphertext = null, end_note_ciphertext = null, care_level = null,
    assessed_on = null where household_id = household;
  delete from support_assessments where household_id = household;
  update support_agreements set carer_ciphertext = null, duties_ciphertext = null, end_note_ciphertext = null
    where household_id = household;
  update support_visits set note_ciphertext = null where household_id = household;
  update support_proposals set place_ciphertext = null, words_ciphertext = null, ground_ciphertext = null
    where household_id = household;
end;
revoke execute on function app.erase_household_support(uuid) from public;

-- migrate:down
drop function app.erase_household_support(uuid);
do $$
begin
  execute replace(pg_get_functiondef('app.take_household_along'::regproc),
    E'  update support_files set region_path = new.region_path where household_id = new.id;\n', '');
end $$;
drop table support_proposals, support_visits, support_agreements, support_assessments, support_files;
drop function app.refuse_second_agreement();
