-- migrate:up
-- Whom somebody has to look at again, and by when (R30): by the circle's date, or because something has changed. At most
-- one is open for a household; what the machine looked at and found unchanged is kept beside it as a note.
create table rechecks (
  id uuid primary key,
  household_id uuid not null references households (id),
  district_code text not null,
  region_path text collate "C" not null,
  -- The decision that is looked at again, and the circle it came to.
  classification_id uuid not null references classifications (id),
  circle text constraint rechecks_circle_check check (circle in ('C1', 'C2', 'C3', 'C4', 'outside', 'unknown')),
  ground text not null constraint rechecks_ground_check
    check (ground in ('date', 'economy', 'members', 'status', 'assessment')),
  due_on date not null,
  state text not null constraint rechecks_state_check check (state in ('open', 'settled', 'no-difference')),
  -- What the machine proposes instead, where it came to something else; a person decides (R3).
  proposal_id uuid references classifications (id),
  -- What it looked at.
  calculation_id uuid references calculations (id),
  raised_at timestamptz,
  opened_at timestamptz not null,
  closed_at timestamptz,
  version integer not null,
  constraint rechecks_closed_check check ((state = 'open') = (closed_at is null)),
  constraint rechecks_no_difference_check check ((state = 'no-difference') <= (calculation_id is not null and proposal_id is null))
);
create unique index rechecks_household_id_key on rechecks (household_id) where state = 'open';
create index rechecks_household_id_idx on rechecks (household_id, opened_at desc, id desc);
create index rechecks_due_on_idx on rechecks (district_code, due_on, id) where state = 'open';
alter table rechecks enable row level security;
create policy rechecks_all on rechecks to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
create policy rechecks_not_evaluators on rechecks as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy rechecks_not_conflicted on rechecks as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
grant select, insert, update on rechecks to yuanlian_app, yuanlian_worker;
select app.protect_by_record('rechecks');

-- The decisions in force that have a date join the list.
insert into rechecks (id, household_id, district_code, region_path, classification_id, circle, ground, due_on, state, opened_at, version)
  select gen_random_uuid(), h.id, h.district_code, h.region_path, c.id, c.decided_circle, 'date', c.recheck_on, 'open', c.decided_at, 1
    from classifications c join households h on h.id = c.household_id
   where c.state = 'confirmed' and c.recheck_on is not null and h.state = 'active';
insert into due_items (id, kind, subject_id, district_code, due_at)
  select gen_random_uuid(), 'recheck', id, district_code, due_on::timestamp at time zone 'Asia/Shanghai' from rechecks;

-- Added to the function as it stands, whatever else has joined it.
do $$
begin
  execute replace(pg_get_functiondef('app.take_household_along'::regproc), '  return null;',
    E'  update rechecks set region_path = new.region_path where household_id = new.id;\n  return null;');
end $$;

-- migrate:down
do $$
begin
  execute replace(pg_get_functiondef('app.take_household_along'::regproc),
    E'  update rechecks set region_path = new.region_path where household_id = new.id;\n', '');
end $$;
delete from due_items where kind in ('recheck', 'recheck-overdue');
drop table rechecks;
