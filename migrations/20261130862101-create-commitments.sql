-- migrate:up
-- Notice and commitment (R89): what a household stands for by its word in place of papers, and the later check by draw. A
-- commitment belongs to an application and moves with the household.
create table commitment_draws (
  id uuid primary key,
  district_code text not null,
  -- Anybody can draw again with it: the lowest digests of seed and number are looked at.
  seed text not null,
  percent integer not null constraint commitment_draws_percent_check check (percent between 1 and 100),
  -- Numbers of the commitments, all that took part and those that were drawn.
  pool text[] not null,
  drawn text[] not null,
  drawn_by uuid,
  drawn_at timestamptz not null,
  constraint commitment_draws_pool_check check (cardinality(pool) > 0 and drawn <@ pool),
  constraint commitment_draws_share_check check (cardinality(drawn) * 100 >= cardinality(pool) * percent)
);
create index commitment_draws_drawn_at_idx on commitment_draws (district_code, drawn_at desc, id desc);
alter table commitment_draws enable row level security;
-- Numbers and a seed, of no household: the staff of the district may draw again, its authority alone draws.
create policy commitment_draws_read on commitment_draws for select to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[])
  and ((select app.has_role('window-worker')) or (select app.has_role('station-worker')) or (select app.has_role('centre-worker'))
    or (select app.has_role('officer')) or (select app.has_role('supervisor')) or (select app.is_system())));
create policy commitment_draws_add on commitment_draws for insert to yuanlian_app, yuanlian_worker with check (
  district_code = any ((select app.districts())::text[]) and (select app.has_role('officer')));
grant select, insert on commitment_draws to yuanlian_app, yuanlian_worker;

create table commitments (
  id uuid primary key,
  number text not null constraint commitments_number_key unique,
  household_id uuid not null references households (id),
  district_code text not null,
  region_path text collate "C" not null,
  application_id uuid not null references applications (id),
  act text not null,
  pack_version text not null,
  state text not null constraint commitments_state_check check (state in
    ('shown', 'signed', 'refused', 'withdrawn', 'drawn', 'true', 'not-true', 'unclear', 'contested', 'rechecked', 'let-stand')),
  -- Codes of the papers that the word stands for (B14).
  waived text[] not null constraint commitments_waived_check check (cardinality(waived) > 0),
  -- Which text was read, in which language, and its digest.
  text_key text not null,
  text_digest text not null,
  locale text not null,
  signer_id uuid not null references household_members (id),
  signer_kind text not null constraint commitments_signer_kind_check check (signer_kind in ('person', 'guardian')),
  signed_how text constraint commitments_signed_how_check check (signed_how in ('signed', 'thumb-print', 'refused')),
  read_aloud boolean not null,
  taken_by uuid,
  taken_at timestamptz not null,
  answered_at timestamptz,
  draw_id uuid references commitment_draws (id),
  due_at timestamptz,
  outcome text constraint commitments_outcome_check check (outcome in ('true', 'not-true', 'unclear')),
  -- What was found, what the household said to it, the answer, and why it was settled so; all sealed.
  finding_ciphertext bytea,
  found_by uuid,
  found_at timestamptz,
  said_ciphertext bytea,
  said_at timestamptz,
  reply_ciphertext bytea,
  replied_by uuid,
  replied_at timestamptz,
  settled_ciphertext bytea,
  settled_by uuid,
  settled_at timestamptz,
  version integer not null,
  constraint commitments_answered_check check ((signed_how is null) = (answered_at is null)),
  -- Nobody has committed to what was not read to them.
  constraint commitments_read_check check (signed_how is null or read_aloud),
  constraint commitments_refused_check check (state = 'refused' or signed_how is null or signed_how <> 'refused'),
  constraint commitments_found_check check ((outcome is null) = (found_at is null)),
  constraint commitments_drawn_check check (outcome is null or draw_id is not null),
  -- Somebody else looks than the one who took it.
  constraint commitments_other_check check (found_by is null or taken_by is null or found_by <> taken_by)
);
create unique index commitments_shown_key on commitments (application_id) where state = 'shown';
create index commitments_application_id_idx on commitments (application_id, taken_at desc, id desc);
create index commitments_household_id_idx on commitments (household_id, taken_at desc, id desc);
create index commitments_due_at_idx on commitments (district_code, due_at, id) where due_at is not null;
create index commitments_signed_idx on commitments (district_code, number) where state = 'signed';
alter table commitments enable row level security;
create policy commitments_all on commitments to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
create policy commitments_not_evaluators on commitments as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy commitments_not_conflicted on commitments as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
grant select, insert, update on commitments to yuanlian_app, yuanlian_worker;

select app.protect_by_record(name::regclass) from unnest(array['commitment_draws', 'commitments']) as name;

-- A commitment that turned out not to be true may bring the household onto the list of re-checks (R30).
alter table rechecks drop constraint rechecks_ground_check,
  add constraint rechecks_ground_check check (ground in ('date', 'economy', 'members', 'status', 'assessment', 'commitment'));

-- Added to the function as it stands, whatever else has joined it.
do $$
begin
  execute replace(pg_get_functiondef('app.take_household_along'::regproc), '  return null;',
    E'  update commitments set region_path = new.region_path where household_id = new.id;\n  return null;');
end $$;

create function app.erase_household_commitments(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update commitments set finding_ciphertext = null, said_ciphertext = null, reply_ciphertext = null, settled_ciphertext = null
   where household_id = household;
end;
revoke execute on function app.erase_household_commitments(uuid) from public;

-- migrate:down
drop function app.erase_household_commitments(uuid);
do $$
begin
  execute replace(pg_get_functiondef('app.take_household_along'::regproc),
    E'  update commitments set region_path = new.region_path where household_id = new.id;\n', '');
end $$;
-- What only a commitment has called for cannot be told in the older form.
delete from rechecks where ground = 'commitment';
alter table rechecks drop constraint rechecks_ground_check,
  add constraint rechecks_ground_check check (ground in ('date', 'economy', 'members', 'status', 'assessment'));
drop table commitments;
drop table commitment_draws;
