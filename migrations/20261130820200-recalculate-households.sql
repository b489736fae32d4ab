-- migrate:up
-- The files of a district worked out again by a version that was adopted (R2, R3): a proposal for each, apart from the classes
-- until a person has decided.
create table recalculations (
  id uuid primary key,
  number text not null unique,
  district_code text not null,
  adoption_id uuid not null references pack_adoptions (id),
  on_day date not null,
  engine_version text not null,
  state text not null constraint recalculations_state_check
    check (state in ('waiting', 'running', 'open', 'closing', 'closed', 'failed', 'cancelled', 'taken-back')),
  job_run_id uuid,
  done_count integer not null,
  total_count integer,
  last_household_id uuid,
  ordered_by uuid not null,
  ordered_at timestamptz not null,
  finished_at timestamptz,
  ended_by uuid,
  ended_at timestamptz,
  end_reason text,
  constraint recalculations_finished_check check (state not in ('open', 'closing', 'closed') or finished_at is not null),
  constraint recalculations_ended_check check ((state in ('waiting', 'running', 'open')) = (ended_at is null))
);
create unique index recalculations_adoption_id_key on recalculations (adoption_id)
  where state in ('waiting', 'running', 'open', 'closing');
create index recalculations_district_code_idx on recalculations (district_code, ordered_at desc, id desc);
alter table recalculations enable row level security;
create policy recalculations_all on recalculations to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[])
  and ((select app.is_system()) or (select app.has_role('officer')) or (select app.has_role('centre-worker'))));
grant select, insert on recalculations to yuanlian_app, yuanlian_worker;
grant update (state, job_run_id, done_count, total_count, last_household_id, finished_at, ended_by, ended_at, end_reason)
  on recalculations to yuanlian_app, yuanlian_worker;

-- One family under the rules before and under the version. No place of its own: it is there for whoever sees the file.
create table recalculation_households (
  id uuid primary key,
  recalculation_id uuid not null references recalculations (id),
  household_id uuid not null references households (id),
  township_id integer not null,
  household_type text not null,
  class_before integer,
  class_after integer,
  circle_before text not null constraint recalculation_households_before_check
    check (circle_before in ('C1', 'C2', 'C3', 'C4', 'outside', 'unknown')),
  circle_after text not null constraint recalculation_households_after_check
    check (circle_after in ('C1', 'C2', 'C3', 'C4', 'outside', 'unknown')),
  fen_before bigint not null,
  fen_after bigint not null,
  movement text not null constraint recalculation_households_movement_check
    check (movement in ('in', 'out', 'up', 'down', 'same')),
  facts text not null,
  digest_before text not null,
  digest_after text not null,
  -- Whether it came to what was simulated, byte for byte; null where the family was not there then.
  as_simulated boolean,
  -- The decision in force when it was worked out.
  decided_class integer,
  decided_circle text,
  state text not null constraint recalculation_households_state_check
    check (state in ('open', 'confirmed', 'set-aside', 'lapsed')),
  classification_id uuid,
  new_class integer,
  new_circle text,
  reason text,
  decided_by uuid,
  decided_at timestamptz,
  told_by uuid,
  told_at timestamptz,
  unique (recalculation_id, household_id),
  constraint recalculation_households_decided_check
    check ((state in ('confirmed', 'set-aside')) = (decided_at is not null)),
  constraint recalculation_households_confirmed_check check ((state = 'confirmed') = (classification_id is not null)),
  constraint recalculation_households_told_check check (told_at is null or state = 'confirmed')
);
create index recalculation_households_household_id_idx on recalculation_households (household_id);
alter table recalculation_households enable row level security;
create policy recalculation_households_read on recalculation_households for select to yuanlian_app, yuanlian_worker using (
  recalculation_id in (select r.id from recalculations r) and household_id in (select h.id from households h));
create policy recalculation_households_add on recalculation_households for insert to yuanlian_app, yuanlian_worker with check (
  exists (select 1 from recalculations r where r.id = recalculation_id and r.state = 'running')
  and exists (select 1 from households h where h.id = household_id));
create policy recalculation_households_change on recalculation_households for update to yuanlian_app, yuanlian_worker using (
  recalculation_id in (select r.id from recalculations r) and household_id in (select h.id from households h));
grant select, insert on recalculation_households to yuanlian_app, yuanlian_worker;
grant update (class_before, class_after, circle_before, circle_after, fen_before, fen_after, movement, facts, digest_before,
    digest_after, as_simulated, decided_class, decided_circle, state, classification_id, new_class, new_circle, reason, decided_by,
    decided_at, told_by, told_at)
  on recalculation_households to yuanlian_app, yuanlian_worker;

-- What was stopped or taken back leaves no proposal behind.
create function app.drop_recalculation_results() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from recalculation_households where recalculation_id = new.id;
  return null;
end $$;
create trigger recalculations_drop_results after update of state on recalculations for each row
  when (new.state in ('failed', 'cancelled', 'taken-back') and old.state is distinct from new.state)
  execute function app.drop_recalculation_results();

create function app.erase_household_recalculation(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  delete from recalculation_households where household_id = household;
end;
revoke execute on function app.erase_household_recalculation(uuid) from public;

-- migrate:down
drop function app.erase_household_recalculation(uuid);
drop table recalculation_households;
drop table recalculations;
drop function app.drop_recalculation_results();
