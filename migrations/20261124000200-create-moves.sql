-- migrate:up
-- The log of all life cycles: one row a move, written with it, never changed (no update or delete is granted).
create table moves (
  id uuid primary key,
  lifecycle text not null,
  subject_id uuid not null,
  household_id uuid,
  organisation_id uuid,
  district_code text not null,
  region_path text collate "C",
  move text not null,
  from_state text not null,
  to_state text not null,
  actor_id uuid,
  actor_kind text not null,
  actor_name text not null,
  reason text,
  at timestamptz not null,
  constraint moves_region_path_check check (region_path like '%/')
);
create index moves_subject_id_idx on moves (subject_id, at);
create index moves_household_id_idx on moves (household_id, at) where household_id is not null;
alter table moves enable row level security;
grant select, insert on moves to yuanlian_app, yuanlian_worker;
-- A subject without a region is read by all who have a region in the district, i.e. by staff, not by households.
create policy moves_read on moves for select to yuanlian_app, yuanlian_worker
  using ((district_code = any ((select app.districts())::text[])
      and (coalesce(region_path, (select app.region_floor())) >= (select app.region_floor())
          and coalesce(region_path, (select app.region_floor())) < (select app.region_ceiling())
        or household_id = any ((select app.granted_households())::uuid[])))
    or organisation_id = (select app.organisation()));
-- Nobody writes the log in another's name.
create policy moves_write on moves for insert to yuanlian_app, yuanlian_worker
  with check (actor_kind = (select app.kind()) and actor_id is not distinct from (select app.user_id()));

-- migrate:down
drop table moves;
