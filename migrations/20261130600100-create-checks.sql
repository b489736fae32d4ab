-- migrate:up
-- What the departments are asked about a household, and what they answer (R93, B16). A request has one call a department
-- and one answer a person and item; all are opened through their household and move with it.
create table check_requests (
  id uuid primary key,
  household_id uuid not null references households (id),
  district_code text not null,
  purpose text not null constraint check_requests_purpose_check check (purpose in
    ('application', 'recheck', 'change', 'sample')),
  pack_version text not null,
  requested_by uuid,
  requested_at timestamptz not null,
  -- When no department was waited for any more.
  finished_at timestamptz
);
create index check_requests_household_id_idx on check_requests (household_id, requested_at desc, id desc);
alter table check_requests enable row level security;
create policy check_requests_all on check_requests to yuanlian_app, yuanlian_worker
  using (exists (select 1 from households h where h.id = household_id)
    and not (select app.is_provider()) and not (select app.is_evaluator()));
grant select, insert on check_requests to yuanlian_app, yuanlian_worker;
grant update (finished_at) on check_requests to yuanlian_app, yuanlian_worker;

create table check_calls (
  id uuid primary key,
  request_id uuid not null references check_requests (id),
  household_id uuid not null references households (id),
  district_code text not null,
  department text not null,
  -- How long its slowest item may take.
  answer_seconds integer not null constraint check_calls_answer_seconds_check check (answer_seconds > 0),
  state text not null constraint check_calls_state_check check (state in
    ('waiting', 'sent', 'answered', 'late', 'timed-out', 'failed')),
  reason text constraint check_calls_reason_check check (reason in
    ('not-reachable', 'no-line', 'wrong-answer', 'not-allowed', 'identity-missing')),
  -- The answer came from the invented departments of the demonstration.
  simulated boolean,
  attempts integer not null,
  -- System time: until then a worker is at it.
  lease_until timestamptz,
  sent_at timestamptz,
  deadline_at timestamptz,
  answered_at timestamptz,
  constraint check_calls_reason_state_check check ((state = 'failed') = (reason is not null))
);
create unique index check_calls_department_key on check_calls (request_id, department);
create index check_calls_open_idx on check_calls (id) where state in ('waiting', 'sent');
alter table check_calls enable row level security;
create policy check_calls_all on check_calls to yuanlian_app, yuanlian_worker
  using (exists (select 1 from households h where h.id = household_id)
    and not (select app.is_provider()) and not (select app.is_evaluator()));
grant select, insert, update on check_calls to yuanlian_app, yuanlian_worker;

create table check_answers (
  id uuid primary key,
  call_id uuid not null references check_calls (id),
  request_id uuid not null references check_requests (id),
  household_id uuid not null references households (id),
  district_code text not null,
  member_id uuid not null references household_members (id),
  item text not null,
  state text not null constraint check_answers_state_check check (state in
    ('waiting', 'answered', 'nothing-held', 'late', 'timed-out', 'failed', 'not-sent')),
  reason text constraint check_answers_reason_check check (reason in
    ('not-reachable', 'no-line', 'wrong-answer', 'no-answer', 'identity-missing',
     'authorisation-missing', 'authorisation-expired', 'authorisation-withdrawn')),
  held boolean,
  things integer constraint check_answers_things_check check (things >= 0),
  amount_fen bigint constraint check_answers_amount_fen_check check (amount_fen >= 0),
  period text constraint check_answers_period_check check (period in ('month', 'year', 'once')),
  -- The day the department's data was true.
  as_of date,
  answered_at timestamptz,
  -- How often the department answered again; the first answer stands.
  repeats integer not null,
  constraint check_answers_reason_state_check check ((state in ('failed', 'not-sent')) = (reason is not null)),
  constraint check_answers_amount_period_check check ((amount_fen is null) = (period is null))
);
create unique index check_answers_item_key on check_answers (call_id, member_id, item);
create index check_answers_request_id_idx on check_answers (request_id);
create index check_answers_household_id_idx on check_answers (household_id);
alter table check_answers enable row level security;
create policy check_answers_all on check_answers to yuanlian_app, yuanlian_worker
  using (exists (select 1 from households h where h.id = household_id)
    and not (select app.is_provider()) and not (select app.is_evaluator()));
grant select, insert, update on check_answers to yuanlian_app, yuanlian_worker;

-- An answer that does not fit the declaration: somebody asks the household, nothing is refused by itself (R65).
create table check_mismatches (
  id uuid primary key,
  request_id uuid not null references check_requests (id),
  household_id uuid not null references households (id),
  district_code text not null,
  department text not null,
  item text not null,
  economy_kind text not null constraint check_mismatches_economy_kind_check check
    (economy_kind in ('income', 'expenditure', 'asset')),
  economy_item text not null,
  answered_fen bigint,
  declared_fen bigint,
  state text not null constraint check_mismatches_state_check check (state in
    ('open', 'taken-over', 'explained', 'disputed', 'corrected')),
  -- What the household said, and why it was decided so; sealed.
  note_ciphertext bytea,
  opened_at timestamptz not null,
  -- Of a dispute: when the department has to have answered.
  due_at timestamptz,
  decided_by uuid,
  decided_at timestamptz,
  version integer not null,
  constraint check_mismatches_due_check check (state <> 'disputed' or due_at is not null)
);
create unique index check_mismatches_item_key on check_mismatches (request_id, item);
create index check_mismatches_household_id_idx on check_mismatches (household_id, opened_at desc);
create index check_mismatches_open_idx on check_mismatches (district_code, opened_at, id)
  where state in ('open', 'disputed');
alter table check_mismatches enable row level security;
create policy check_mismatches_all on check_mismatches to yuanlian_app, yuanlian_worker
  using (exists (select 1 from households h where h.id = household_id)
    and not (select app.is_provider()) and not (select app.is_evaluator()));
grant select, insert, update on check_mismatches to yuanlian_app, yuanlian_worker;

select app.protect_by_record(name::regclass)
  from unnest(array['check_requests', 'check_calls', 'check_answers', 'check_mismatches']) as name;

-- Calls that nobody is at, oldest first, for one worker: those that wait, and those whose worker has died. Ids and places only.
create function app.claim_check_calls(most integer, lease_seconds integer)
  returns table (id uuid, request_id uuid, district_code text)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  return query update check_calls c set state = 'sent', attempts = c.attempts + 1,
      lease_until = clock_timestamp() + make_interval(secs => lease_seconds)
    where c.id in (select w.id from check_calls w
      where w.state in ('waiting', 'sent') and (w.lease_until is null or w.lease_until < clock_timestamp())
      order by w.id limit most for update skip locked)
    returning c.id, c.request_id, c.district_code;
end $$;
revoke execute on function app.claim_check_calls(integer, integer) from public;
grant execute on function app.claim_check_calls(integer, integer) to yuanlian_worker;

create function app.erase_household_checks(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update check_answers set held = null, things = null, amount_fen = null, period = null, as_of = null
    where household_id = household;
  update check_mismatches set answered_fen = null, declared_fen = null, note_ciphertext = null where household_id = household;
end;
revoke execute on function app.erase_household_checks(uuid) from public;

-- migrate:down
drop function app.erase_household_checks(uuid);
drop function app.claim_check_calls(integer, integer);
drop table check_mismatches, check_answers, check_calls, check_requests;
