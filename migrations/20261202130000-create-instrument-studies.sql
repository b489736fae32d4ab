-- migrate:up
-- How good a scale is here, and other cuts for it: figures of many forms and none of the forms (R18, domain D and F).
-- What is being added up has cells of fewer than ten people, so the worker alone reads it, and with the end it goes.
create table instrument_studies (
  id uuid primary key,
  number text not null unique,
  district_code text not null,
  kind text not null constraint instrument_studies_kind_check check (kind in ('reliability', 'norming')),
  instrument text not null,
  instrument_version text not null,
  state text not null constraint instrument_studies_state_check
    check (state in ('waiting', 'running', 'done', 'failed', 'cancelled', 'ended', 'withdrawn')),
  end_reason text constraint instrument_studies_end_reason_check check (end_reason in ('post-ended', 'version-gone')),
  reason text,
  proposal jsonb,
  job_run_id uuid,
  people_count integer not null,
  done_count integer not null,
  last_household_id uuid,
  work jsonb,
  result jsonb,
  ordered_by uuid not null,
  ordered_at timestamptz not null,
  finished_at timestamptz,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  withdraw_reason text,
  constraint instrument_studies_finished_check check ((state in ('waiting', 'running')) = (finished_at is null)),
  constraint instrument_studies_ended_check check ((state = 'ended') = (end_reason is not null)),
  constraint instrument_studies_result_check check ((state in ('done', 'withdrawn')) = (result is not null)),
  constraint instrument_studies_work_check check (work is null or state = 'running'),
  constraint instrument_studies_proposal_check check ((kind = 'norming') = (proposal is not null and reason is not null)),
  constraint instrument_studies_withdrawn_check check (
    (state = 'withdrawn') = (withdrawn_by is not null and withdrawn_at is not null and withdraw_reason is not null))
);
create index instrument_studies_district_code_idx on instrument_studies (district_code, ordered_at desc, id desc);
create index instrument_studies_instrument_idx on instrument_studies (district_code, instrument, instrument_version);
alter table instrument_studies enable row level security;
create policy instrument_studies_all on instrument_studies to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[])
  and ((select app.is_system()) or (select app.roles()) && array['evaluator', 'centre-worker', 'officer']));
grant select (id, number, district_code, kind, instrument, instrument_version, state, end_reason, reason, proposal, job_run_id,
  people_count, done_count, last_household_id, result, ordered_by, ordered_at, finished_at, withdrawn_by, withdrawn_at,
  withdraw_reason) on instrument_studies to yuanlian_app;
grant select on instrument_studies to yuanlian_worker;
grant insert on instrument_studies to yuanlian_app, yuanlian_worker;
grant update (state, end_reason, finished_at, withdrawn_by, withdrawn_at, withdraw_reason) on instrument_studies
  to yuanlian_app, yuanlian_worker;
grant update (done_count, last_household_id, work, result) on instrument_studies to yuanlian_worker;

create function app.drop_study_work() returns trigger language plpgsql as $$
begin
  new.work := null;
  return new;
end $$;
create trigger instrument_studies_drop_work before update of state on instrument_studies for each row
  when (new.state <> 'running' and old.work is not null) execute function app.drop_study_work();

-- migrate:down
drop table instrument_studies;
drop function app.drop_study_work();
