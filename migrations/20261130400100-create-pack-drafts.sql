-- migrate:up
-- A pack with changed numbers that nobody has adopted (R2, design 4): the version it stands on and what is changed in it.
create table pack_drafts (
  id uuid primary key,
  number text not null unique,
  district_code text not null,
  name text not null,
  base_code text not null,
  base_version text not null,
  changes jsonb not null,
  state text not null constraint pack_drafts_state_check check (state in ('open', 'dropped')),
  made_by uuid not null,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  dropped_at timestamptz,
  version integer not null,
  constraint pack_drafts_dropped_check check ((state = 'dropped') = (dropped_at is not null))
);
create index pack_drafts_district_code_idx on pack_drafts (district_code, made_at desc, id desc);
alter table pack_drafts enable row level security;
-- A draft is the civil-affairs office's until it is a pack.
create policy pack_drafts_all on pack_drafts to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[])
  and ((select app.is_system()) or (select app.has_role('officer'))));
grant select, insert on pack_drafts to yuanlian_app, yuanlian_worker;
grant update (changes, base_version, state, changed_at, dropped_at, version) on pack_drafts to yuanlian_app, yuanlian_worker;
select app.protect_by_record('pack_drafts');

-- migrate:down
drop table pack_drafts;
