-- migrate:up
-- Long jobs with progress (imports). next_at is the lease of whoever holds the run, in system time.
create table job_runs (
  id uuid primary key,
  name text not null,
  district_code text not null,
  data jsonb not null,
  state text not null,
  done_count integer not null default 0,
  total_count integer,
  result jsonb,
  attempts integer not null default 0,
  cancel_requested boolean not null default false,
  last_error text,
  requested_by uuid,
  request_id text,
  next_at timestamptz not null default clock_timestamp(),
  enqueued_at timestamptz,
  created_at timestamptz not null,
  finished_at timestamptz,
  constraint job_runs_state_check check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  constraint job_runs_end_check check ((finished_at is not null) = (state in ('done', 'failed', 'cancelled')))
);
create index job_runs_next_at_idx on job_runs (next_at) where finished_at is null;
create index job_runs_district_code_idx on job_runs (district_code, created_at desc);
alter table job_runs enable row level security;
grant select, insert, update on job_runs to yuanlian_app, yuanlian_worker;
create policy job_runs_all on job_runs to yuanlian_app, yuanlian_worker
  using ((select app.is_system()) or district_code = any ((select app.districts())::text[])
    or requested_by = (select app.user_id()))
  with check ((select app.is_system()) or district_code = any ((select app.districts())::text[])
    or requested_by = (select app.user_id()));

-- migrate:down
drop table job_runs;
