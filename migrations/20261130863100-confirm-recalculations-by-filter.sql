-- migrate:up
-- Proposals confirmed by what they have in common (R3, R12): a person who has seen how many they are says so; a job decides one
-- after the other in that person's name, and takes them back in one go as long as the households have not been told.
create table recalculation_confirmations (
  id uuid primary key,
  recalculation_id uuid not null references recalculations (id),
  district_code text not null,
  movement text constraint recalculation_confirmations_movement_check check (movement in ('in', 'out', 'up', 'down', 'same')),
  township_id integer,
  -- How many the person was shown.
  families integer not null constraint recalculation_confirmations_families_check check (families > 0),
  done_count integer not null,
  left_count integer not null,
  undone_count integer not null,
  state text not null constraint recalculation_confirmations_state_check
    check (state in ('waiting', 'running', 'done', 'cancelled', 'undoing', 'undone')),
  job_run_id uuid,
  last_household_id uuid,
  ordered_by uuid not null,
  ordered_at timestamptz not null,
  finished_at timestamptz,
  undone_by uuid,
  undo_reason text,
  constraint recalculation_confirmations_finished_check check ((state in ('waiting', 'running')) = (finished_at is null)),
  constraint recalculation_confirmations_undone_check check ((state in ('undoing', 'undone')) = (undone_by is not null))
);
create index recalculation_confirmations_recalculation_id_idx on recalculation_confirmations (recalculation_id, ordered_at desc, id desc);
-- One at a time: two could not tell whose count was right.
create unique index recalculation_confirmations_moving_key on recalculation_confirmations (recalculation_id)
  where state in ('waiting', 'running', 'undoing');
alter table recalculation_confirmations enable row level security;
create policy recalculation_confirmations_all on recalculation_confirmations to yuanlian_app, yuanlian_worker using (
  recalculation_id in (select r.id from recalculations r));
grant select, insert on recalculation_confirmations to yuanlian_app, yuanlian_worker;
grant update (done_count, left_count, undone_count, state, job_run_id, last_household_id, finished_at, undone_by, undo_reason)
  on recalculation_confirmations to yuanlian_app, yuanlian_worker;

alter table recalculation_households
  add column confirmation_id uuid references recalculation_confirmations (id),
  -- The decision that was in force until this one.
  add column replaced_id uuid;
create index recalculation_households_confirmation_id_idx on recalculation_households (confirmation_id, household_id)
  where confirmation_id is not null;
grant update (confirmation_id, replaced_id) on recalculation_households to yuanlian_app, yuanlian_worker;

-- migrate:down
alter table recalculation_households drop column replaced_id, drop column confirmation_id;
drop table recalculation_confirmations;
