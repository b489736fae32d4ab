-- migrate:up
-- Assessments without a network (R103). A worker takes instruments and some households along on a device, for a day at most.
-- Times are those of the system, as for sessions: a device is no business of the district's calendar.
create table take_alongs (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  -- Whose end by a log-out ends it too; see app.take_along_end.
  session_id uuid not null,
  district_code text not null,
  -- Of the post that its owner had then.
  region_path text collate "C" not null,
  device text not null,
  -- Why these files are needed outside; stands on the record beside every file.
  purpose text not null,
  state text not null constraint take_alongs_state_check check (state in ('open', 'ended')),
  end_reason text constraint take_alongs_end_reason_check check (end_reason in ('returned', 'lost')),
  taken_at timestamptz not null,
  expires_at timestamptz not null constraint take_alongs_day_check check (expires_at <= taken_at + interval '24 hours'),
  ended_by uuid,
  ended_at timestamptz,
  last_packet_at timestamptz,
  version integer not null,
  constraint take_alongs_ended_check check ((state = 'ended') = (ended_at is not null) and (ended_at is null) = (end_reason is null))
);
create index take_alongs_account_id_idx on take_alongs (account_id, taken_at desc, id desc);
create index take_alongs_district_code_idx on take_alongs (district_code, taken_at desc, id desc);
alter table take_alongs enable row level security;
-- One's own devices; those of the own place for who has to act when one is lost.
create policy take_alongs_all on take_alongs to yuanlian_app, yuanlian_worker using (
  account_id = (select app.user_id())
  or ((select app.roles()) && array['centre-worker', 'officer'] and district_code = any ((select app.districts())::text[])
    and region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling())));
grant select, insert on take_alongs to yuanlian_app, yuanlian_worker;
grant update (state, end_reason, ended_by, ended_at, last_packet_at, version) on take_alongs to yuanlian_app, yuanlian_worker;
select app.protect_by_record('take_alongs');

create table take_along_households (
  take_along_id uuid not null references take_alongs (id),
  household_id uuid not null references households (id),
  primary key (take_along_id, household_id)
);
create index take_along_households_household_id_idx on take_along_households (household_id);
alter table take_along_households enable row level security;
create policy take_along_households_all on take_along_households to yuanlian_app, yuanlian_worker
  using (exists (select 1 from take_alongs t where t.id = take_along_id));
grant select, insert on take_along_households to yuanlian_app, yuanlian_worker;
select app.protect_by_record('take_along_households');

-- Why a device may not be used any more, or null. A session that had run out by itself and was replaced by a new sign-in is
-- no log-out: whoever comes back from the hills signs in again.
create function app.take_along_end(wanted uuid) returns text
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select case when t.state = 'ended' then t.end_reason
      when t.expires_at <= clock_timestamp() then 'expired'
      when s.id is null or s.revoked_at < least(s.expires_at, s.last_seen_at + make_interval(secs => s.idle_seconds)) then 'signed-out'
    end
    from take_alongs t left join sessions s on s.id = t.session_id where t.id = wanted;
end;
revoke execute on function app.take_along_end(uuid) from public;
grant execute on function app.take_along_end(uuid) to yuanlian_app, yuanlian_worker;

-- What a device has sent of one scale: a growing set of operations, sealed for the household. It is its assessor's alone, as a
-- draft is (C3), also when the file has gone out of reach meanwhile: what somebody wrote down is not lost, and a
-- packet with one household that its sender must not open any more does not hold up the others. Doors ask for the file too.
create table field_sheets (
  id uuid primary key,
  -- Named by the device; the same name from another device is another sheet until their contents are compared.
  sheet_key uuid not null,
  take_along_id uuid not null references take_alongs (id),
  assessor_id uuid not null references accounts (id),
  household_id uuid not null references households (id),
  member_id uuid references household_members (id),
  district_code text not null,
  -- Not known before its first operation has come.
  instrument text,
  instrument_version text,
  mode text constraint field_sheets_mode_check check (mode in ('self', 'proxy', 'observed')),
  operations_ciphertext bytea,
  answered integer not null,
  elapsed_seconds integer,
  state text not null
    constraint field_sheets_state_check check (state in ('open', 'waiting', 'taken-over', 'refused', 'dealt-with')),
  -- Code of what stood against taking it over.
  refusal text,
  assessment_id uuid references assessments (id),
  reason_ciphertext bytea,
  received_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null,
  constraint field_sheets_key unique (take_along_id, sheet_key),
  constraint field_sheets_taken_over_check check (state <> 'taken-over' or assessment_id is not null)
);
create index field_sheets_assessor_id_idx on field_sheets (assessor_id, received_at desc, id desc);
create index field_sheets_household_id_idx on field_sheets (household_id);
create index field_sheets_assessment_id_idx on field_sheets (assessment_id) where assessment_id is not null;
alter table field_sheets enable row level security;
create policy field_sheets_all on field_sheets to yuanlian_app, yuanlian_worker using (assessor_id = (select app.user_id()));
grant select, insert on field_sheets to yuanlian_app, yuanlian_worker;
grant update (member_id, instrument, instrument_version, mode, operations_ciphertext, answered, elapsed_seconds, state, refusal, assessment_id, reason_ciphertext, updated_at, version)
  on field_sheets to yuanlian_app, yuanlian_worker;
select app.protect_by_record('field_sheets');

-- Two results of one scale for the same person on one day, until a person has said which counts. There for who sees both.
create table assessment_conflicts (
  id uuid primary key,
  household_id uuid not null references households (id),
  district_code text not null,
  first_id uuid not null references assessments (id),
  second_id uuid not null references assessments (id),
  state text not null constraint assessment_conflicts_state_check check (state in ('open', 'settled')),
  counting_id uuid references assessments (id),
  reason_ciphertext bytea,
  settled_by uuid,
  settled_at timestamptz,
  found_at timestamptz not null,
  version integer not null,
  constraint assessment_conflicts_pair_key unique (first_id, second_id),
  constraint assessment_conflicts_pair_check check (first_id < second_id),
  constraint assessment_conflicts_settled_check check ((state = 'settled') = (settled_at is not null)
    and (state = 'settled') = (counting_id is not null) and (counting_id is null or counting_id in (first_id, second_id)))
);
create index assessment_conflicts_household_id_idx on assessment_conflicts (household_id);
create index assessment_conflicts_second_id_idx on assessment_conflicts (second_id);
alter table assessment_conflicts enable row level security;
create policy assessment_conflicts_all on assessment_conflicts to yuanlian_app, yuanlian_worker using (
  exists (select 1 from assessments a where a.id = first_id) and exists (select 1 from assessments a where a.id = second_id));
grant select, insert on assessment_conflicts to yuanlian_app, yuanlian_worker;
grant update (state, counting_id, reason_ciphertext, settled_by, settled_at, version) on assessment_conflicts
  to yuanlian_app, yuanlian_worker;
select app.protect_by_record('assessment_conflicts');

-- Joins the erasure by its name (see erase_household).
create function app.erase_household_fieldwork(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update field_sheets set operations_ciphertext = null, reason_ciphertext = null where household_id = household;
  update assessment_conflicts set reason_ciphertext = null where household_id = household;
end;
revoke execute on function app.erase_household_fieldwork(uuid) from public;

-- migrate:down
drop function app.erase_household_fieldwork(uuid);
drop table assessment_conflicts;
drop table field_sheets;
drop function app.take_along_end(uuid);
drop table take_along_households;
drop table take_alongs;
