-- migrate:up
-- What the live files of a district would come to under other rules (R2, design 4). Both sets of rules are kept here, whole:
-- a draft is not published, so it does not stand among `calculation_rules`, which every district reads.
create table simulations (
  id uuid primary key,
  number text not null unique,
  district_code text not null,
  draft_id uuid references pack_drafts (id),
  pack_code text not null,
  name text not null,
  on_day date not null,
  engine_version text not null,
  rules_before text not null,
  rules_after text not null,
  state text not null constraint simulations_state_check
    check (state in ('waiting', 'running', 'done', 'failed', 'cancelled', 'ended')),
  end_reason text constraint simulations_end_reason_check check (end_reason in ('draft-dropped', 'expired', 'post-ended')),
  job_run_id uuid,
  done_count integer not null,
  total_count integer,
  last_household_id uuid,
  ordered_by uuid not null,
  ordered_at timestamptz not null,
  finished_at timestamptz,
  expires_at timestamptz not null,
  constraint simulations_finished_check check ((state in ('waiting', 'running')) = (finished_at is null)),
  constraint simulations_ended_check check ((state = 'ended') = (end_reason is not null))
);
create index simulations_district_code_idx on simulations (district_code, ordered_at desc, id desc);
create index simulations_draft_id_idx on simulations (draft_id);
alter table simulations enable row level security;
create policy simulations_all on simulations to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[])
  and ((select app.is_system()) or (select app.has_role('officer'))));
grant select, insert on simulations to yuanlian_app, yuanlian_worker;
grant update (state, end_reason, done_count, total_count, last_household_id, finished_at) on simulations
  to yuanlian_app, yuanlian_worker;

-- One family under both sets of rules. No place of its own: it is there for whoever sees the file, wherever that lies now.
create table simulation_households (
  id uuid primary key,
  simulation_id uuid not null references simulations (id),
  household_id uuid not null references households (id),
  township_id integer not null,
  household_type text not null,
  class_before integer,
  class_after integer,
  circle_before text not null constraint simulation_households_before_check
    check (circle_before in ('C1', 'C2', 'C3', 'C4', 'outside', 'unknown')),
  circle_after text not null constraint simulation_households_after_check
    check (circle_after in ('C1', 'C2', 'C3', 'C4', 'outside', 'unknown')),
  fen_before bigint not null,
  fen_after bigint not null,
  movement text not null constraint simulation_households_movement_check
    check (movement in ('in', 'out', 'up', 'down', 'same')),
  facts text not null,
  digest_before text not null,
  digest_after text not null,
  unique (simulation_id, household_id)
);
create index simulation_households_household_id_idx on simulation_households (household_id);
alter table simulation_households enable row level security;
create policy simulation_households_read on simulation_households for select to yuanlian_app, yuanlian_worker using (
  simulation_id in (select s.id from simulations s) and household_id in (select h.id from households h));
create policy simulation_households_add on simulation_households for insert to yuanlian_app, yuanlian_worker with check (
  exists (select 1 from simulations s where s.id = simulation_id and s.state = 'running')
  and exists (select 1 from households h where h.id = household_id));
grant select, insert on simulation_households to yuanlian_app, yuanlian_worker;

-- With its end a simulation loses all that it came to: one that was stopped half way too.
create function app.drop_simulation_results() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from simulation_households where simulation_id = new.id;
  return null;
end $$;
create trigger simulations_drop_results after update of state on simulations for each row
  when (new.state in ('failed', 'cancelled', 'ended') and old.state is distinct from new.state)
  execute function app.drop_simulation_results();

create function app.erase_household_simulation(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  delete from simulation_households where household_id = household;
end;
revoke execute on function app.erase_household_simulation(uuid) from public;

-- migrate:down
drop function app.erase_household_simulation(uuid);
drop table simulation_households;
drop table simulations;
drop function app.drop_simulation_results();
