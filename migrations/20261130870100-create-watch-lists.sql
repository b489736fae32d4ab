-- migrate:up
-- Lists of the agriculture desk (R105): households out of poverty, households watched against a return. What stands in a file lies
-- sealed until somebody confirms it, and is destroyed then.
create table watch_lists (
  id uuid primary key,
  number text not null unique,
  district_code text not null,
  source text not null,
  listed_on date not null,
  file_name text not null,
  file_digest bytea not null,
  state text not null constraint watch_lists_state_check check (state in ('checked', 'in-force', 'replaced', 'discarded')),
  -- Rows of the file, those that are left out, and what the two lists differ in.
  row_count integer not null,
  problem_count integer not null,
  known_count integer not null,
  unknown_count integer not null,
  theirs_count integer not null,
  ours_count integer not null,
  formula_count integer not null,
  -- Row and code of what is wrong with it, no content.
  problems jsonb not null,
  content bytea,
  uploaded_by uuid not null references accounts (id),
  uploaded_at timestamptz not null,
  confirmed_by uuid references accounts (id),
  confirmed_at timestamptz,
  version integer not null,
  constraint watch_lists_content_check check ((state = 'checked') = (content is not null)),
  constraint watch_lists_confirmed_check check ((state in ('in-force', 'replaced')) = (confirmed_at is not null))
);
create unique index watch_lists_in_force_key on watch_lists (district_code) where state = 'in-force';
create index watch_lists_district_code_idx on watch_lists (district_code, uploaded_at desc, id desc);
alter table watch_lists enable row level security;
create policy watch_lists_all on watch_lists to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[])
  and ((select app.has_role('centre-worker')) or (select app.has_role('officer')) or (select app.is_system())));
grant select, insert on watch_lists to yuanlian_app, yuanlian_worker;
grant update (state, known_count, unknown_count, theirs_count, ours_count, content, confirmed_by, confirmed_at, version) on watch_lists
  to yuanlian_app, yuanlian_worker;

-- A label of a household that is known here, with the source and the date of the list that says so.
create table watch_labels (
  list_id uuid not null references watch_lists (id),
  household_id uuid not null references households (id),
  label text not null,
  district_code text not null,
  region_path text collate "C" not null,
  since date not null,
  source text not null,
  listed_on date not null,
  primary key (list_id, household_id, label)
);
create index watch_labels_household_id_idx on watch_labels (household_id);
alter table watch_labels enable row level security;
create policy watch_labels_all on watch_labels to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
create policy watch_labels_not_evaluators on watch_labels as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy watch_labels_not_conflicted on watch_labels as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
grant select, insert on watch_labels to yuanlian_app, yuanlian_worker;

-- A row of the work list: theirs and not ours, or ours and not theirs. Somebody whom no file is known of is named sealed, and found
-- again by a blind index; both go when the row is settled, or after 90 days.
create table watch_differences (
  id uuid primary key,
  list_id uuid not null references watch_lists (id),
  district_code text not null,
  side text not null constraint watch_differences_side_check check (side in ('theirs-not-ours', 'ours-not-theirs')),
  label text not null,
  since date,
  household_id uuid references households (id),
  region_path text collate "C",
  person_ciphertext bytea,
  person_index bytea,
  owner_id uuid not null references accounts (id),
  state text not null constraint watch_differences_state_check check (state in
    ('open', 'taken-over', 'explained', 'reported-back', 'gone')),
  ground_ciphertext bytea,
  lead_id uuid references leads (id),
  proposal_id uuid references classifications (id),
  answered_by uuid,
  answered_at timestamptz,
  undo_ciphertext bytea,
  created_at timestamptz not null,
  version integer not null,
  constraint watch_differences_place_check check ((household_id is null) = (region_path is null)),
  constraint watch_differences_ours_check check (side = 'theirs-not-ours' or household_id is not null)
);
create unique index watch_differences_household_key on watch_differences (household_id, side, label) where state <> 'gone';
create unique index watch_differences_person_key on watch_differences (district_code, person_index, label) where state <> 'gone';
create index watch_differences_list_id_idx on watch_differences (list_id);
create index watch_differences_district_code_idx on watch_differences (district_code, created_at, id);
create index watch_differences_owner_id_idx on watch_differences (owner_id) where state = 'open';
alter table watch_differences enable row level security;
create policy watch_differences_all on watch_differences to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and case when household_id is null
    then (select app.has_role('centre-worker')) or (select app.has_role('officer')) or (select app.is_system())
      or owner_id = (select app.user_id())
    else (region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
      or household_id = any ((select app.granted_households())::uuid[]) end);
create policy watch_differences_not_evaluators on watch_differences as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy watch_differences_not_conflicted on watch_differences as restrictive to yuanlian_app, yuanlian_worker
  using (household_id is null or household_id <> all ((select app.conflicted_households())::uuid[]));
grant select, insert on watch_differences to yuanlian_app, yuanlian_worker;
grant update (person_ciphertext, person_index, owner_id, state, ground_ciphertext, lead_id, proposal_id, answered_by, answered_at,
  undo_ciphertext, version) on watch_differences to yuanlian_app, yuanlian_worker;

select app.protect_by_record(name::regclass) from unnest(array['watch_lists', 'watch_labels', 'watch_differences']) as name;

-- With the content goes the key it was sealed with.
create function app.drop_watch_list_key() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.destroy_subject_key(new.id);
  return null;
end $$;
create trigger watch_lists_drop_key after update on watch_lists for each row
  when (old.content is not null and new.content is null) execute function app.drop_watch_list_key();
create trigger watch_differences_drop_key after update on watch_differences for each row
  when (old.person_ciphertext is not null and new.person_ciphertext is null) execute function app.drop_watch_list_key();

-- Added to the function as it stands, whatever else has joined it.
do $$
begin
  execute replace(pg_get_functiondef('app.take_household_along'::regproc), '  return null;',
    E'  update watch_labels set region_path = new.region_path where household_id = new.id;\n  update watch_differences set region_path = new.region_path where household_id = new.id;\n  return null;');
end $$;

-- Joins the erasure by its name (see erase_household).
create function app.erase_household_watch(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  delete from watch_labels where household_id = household;
  update watch_differences set ground_ciphertext = null, undo_ciphertext = null, person_ciphertext = null, person_index = null,
    since = null where household_id = household;
end;
revoke execute on function app.drop_watch_list_key(), app.erase_household_watch(uuid) from public;

-- migrate:down
drop function app.erase_household_watch(uuid);
do $$
begin
  execute replace(pg_get_functiondef('app.take_household_along'::regproc),
    E'  update watch_labels set region_path = new.region_path where household_id = new.id;\n  update watch_differences set region_path = new.region_path where household_id = new.id;\n', '');
end $$;
drop table watch_differences, watch_labels, watch_lists;
drop function app.drop_watch_list_key();
