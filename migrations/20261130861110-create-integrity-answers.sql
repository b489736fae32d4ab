-- migrate:up
-- What a person says of a status in force whose way is not wholly in our records (R86): explained with a ground, or being cleaned
-- up. It stands for the holes that it names, of the grant of that day; undone, it stays beside the list as it was.
create table integrity_answers (
  id uuid primary key,
  household_id uuid not null references households (id),
  district_code text not null,
  region_path text collate "C" not null,
  entitlement_id uuid not null references entitlements (id),
  granted_from date not null,
  holes text[] not null constraint integrity_answers_holes_check
    check (holes <@ array['application', 'investigation', 'publicity', 'decision']::text[] and cardinality(holes) > 0),
  kind text not null constraint integrity_answers_kind_check check (kind in ('explained', 'clean-up')),
  -- Why, with the number of the paper file where there is one; sealed.
  ground_ciphertext bytea,
  state text not null constraint integrity_answers_state_check check (state in ('standing', 'undone')),
  -- What a clean-up has called for: a proposal of the machine that somebody has to look at (R3).
  proposal_id uuid references classifications (id),
  answered_by uuid,
  answered_at timestamptz not null,
  undo_ciphertext bytea,
  undone_by uuid,
  undone_at timestamptz,
  version integer not null,
  constraint integrity_answers_undone_check check ((state = 'undone') = (undone_at is not null))
);
create unique index integrity_answers_standing_key on integrity_answers (entitlement_id) where state = 'standing';
create index integrity_answers_household_id_idx on integrity_answers (household_id);
alter table integrity_answers enable row level security;
create policy integrity_answers_all on integrity_answers to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
create policy integrity_answers_not_evaluators on integrity_answers as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy integrity_answers_not_conflicted on integrity_answers as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
grant select, insert on integrity_answers to yuanlian_app, yuanlian_worker;
grant update (state, undo_ciphertext, undone_by, undone_at, version) on integrity_answers to yuanlian_app, yuanlian_worker;
select app.protect_by_record('integrity_answers');

-- Statuses in force are counted by district and township.
create index entitlements_granted_idx on entitlements (line, household_id) where state = 'granted';

-- Added to the function as it stands, whatever else has joined it.
do $$
begin
  execute replace(pg_get_functiondef('app.take_household_along'::regproc), '  return null;',
    E'  update integrity_answers set region_path = new.region_path where household_id = new.id;\n  return null;');
end $$;

-- Joins the erasure by its name (see erase_household).
create function app.erase_household_integrity(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update integrity_answers set ground_ciphertext = null, undo_ciphertext = null where household_id = household;
end;
revoke execute on function app.erase_household_integrity(uuid) from public;

-- migrate:down
drop function app.erase_household_integrity(uuid);
do $$
begin
  execute replace(pg_get_functiondef('app.take_household_along'::regproc),
    E'  update integrity_answers set region_path = new.region_path where household_id = new.id;\n', '');
end $$;
drop index entitlements_granted_idx;
drop table integrity_answers;
