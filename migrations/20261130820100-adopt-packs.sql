-- migrate:up
-- Versions of packs that a district has adopted (R2, A13): heads and rules whole, with who approved them and from which day. A row
-- is never changed; one that was taken back before anybody was decided by it says so.
create table pack_versions (
  id uuid primary key,
  code text not null unique,
  district_code text not null,
  effective_from date not null,
  content text not null,
  digest text not null constraint pack_versions_digest_check
    check (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  adopted_at timestamptz not null,
  withdrawn_at timestamptz
);
create index pack_versions_district_code_idx on pack_versions (district_code, effective_from, adopted_at);
alter table pack_versions enable row level security;
create policy pack_versions_all on pack_versions to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[])
  and ((select app.is_system()) or (select app.has_role('officer')) or (select app.has_role('centre-worker'))));
grant select, insert on pack_versions to yuanlian_app, yuanlian_worker;
grant update (withdrawn_at) on pack_versions to yuanlian_app, yuanlian_worker;
select app.protect_by_record('pack_versions');

-- Every process holds the adopted packs in memory, whoever it works for: they are published rules.
create function app.adopted_packs()
  returns table (code text, district_code text, effective_from date, content text, withdrawn boolean)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select v.code, v.district_code, v.effective_from, v.content, v.withdrawn_at is not null
    from pack_versions v order by v.effective_from, v.adopted_at, v.id;
end;
-- Another value as soon as what processes hold in memory has changed: read at the beginning of each transaction, so that a new
-- version counts everywhere from the commit on, without a restart. Rows are only added, and taken back once.
create function app.shared_stamp() returns text
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select count(*) || '.' || count(v.withdrawn_at) from pack_versions v;
end;
revoke execute on function app.adopted_packs() from public;
revoke execute on function app.shared_stamp() from public;
grant execute on function app.adopted_packs() to yuanlian_app, yuanlian_worker;
grant execute on function app.shared_stamp() to yuanlian_app, yuanlian_worker;

-- What one officer asks for and a second person of the centre decides: a draft, as it was simulated, in force from a day (R2).
create table pack_adoptions (
  id uuid primary key,
  number text not null unique,
  district_code text not null,
  draft_id uuid not null references pack_drafts (id),
  draft_version integer not null,
  simulation_id uuid not null references simulations (id),
  effective_from date not null,
  reason text not null,
  state text not null constraint pack_adoptions_state_check
    check (state in ('asked', 'adopted', 'refused', 'cancelled', 'withdrawn')),
  asked_by uuid not null,
  asked_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  pack_code text references pack_versions (code),
  pack_version text,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  withdraw_reason text,
  version integer not null,
  constraint pack_adoptions_four_eyes_check check (decided_by is null or decided_by <> asked_by),
  constraint pack_adoptions_decided_check check ((decided_by is not null) = (state in ('adopted', 'refused', 'withdrawn'))),
  constraint pack_adoptions_pack_check check ((pack_code is not null) = (state in ('adopted', 'withdrawn'))),
  constraint pack_adoptions_withdrawn_check check ((withdrawn_at is not null) = (state = 'withdrawn'))
);
create unique index pack_adoptions_asked_key on pack_adoptions (district_code) where state = 'asked';
create index pack_adoptions_district_code_idx on pack_adoptions (district_code, asked_at desc, id desc);
create index pack_adoptions_draft_id_idx on pack_adoptions (draft_id);
create index pack_adoptions_simulation_id_idx on pack_adoptions (simulation_id);
alter table pack_adoptions enable row level security;
create policy pack_adoptions_all on pack_adoptions to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[])
  and ((select app.is_system()) or (select app.has_role('officer')) or (select app.has_role('centre-worker'))));
grant select, insert, update on pack_adoptions to yuanlian_app, yuanlian_worker;
select app.protect_by_record('pack_adoptions');

-- The second person looks at the draft and at what it came to; both stay the office's work, which the routes guard.
alter policy pack_drafts_all on pack_drafts using (
  district_code = any ((select app.districts())::text[])
  and ((select app.is_system()) or (select app.has_role('officer')) or (select app.has_role('centre-worker'))));
alter policy simulations_all on simulations using (
  district_code = any ((select app.districts())::text[])
  and ((select app.is_system()) or (select app.has_role('officer')) or (select app.has_role('centre-worker'))));
alter table pack_drafts drop constraint pack_drafts_state_check,
  add constraint pack_drafts_state_check check (state in ('open', 'dropped', 'adopted'));
-- What was simulated is kept until the files have been decided by it.
grant update (expires_at) on simulations to yuanlian_app, yuanlian_worker;

-- migrate:down
revoke update (expires_at) on simulations from yuanlian_app, yuanlian_worker;
update pack_drafts set state = 'open' where state = 'adopted';
alter table pack_drafts drop constraint pack_drafts_state_check,
  add constraint pack_drafts_state_check check (state in ('open', 'dropped'));
alter policy simulations_all on simulations using (
  district_code = any ((select app.districts())::text[])
  and ((select app.is_system()) or (select app.has_role('officer'))));
alter policy pack_drafts_all on pack_drafts using (
  district_code = any ((select app.districts())::text[])
  and ((select app.is_system()) or (select app.has_role('officer'))));
drop table pack_adoptions;
drop function app.shared_stamp();
drop function app.adopted_packs();
drop table pack_versions;
