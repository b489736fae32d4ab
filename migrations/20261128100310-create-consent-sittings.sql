-- migrate:up
-- One sitting asks at once for all that is needed (R98): its lines are consents, one act answers them all, and the
-- household takes a receipt home whose digest stays on file.
create table consent_sittings (
  id uuid primary key,
  household_id uuid not null references households (id),
  district_code text not null,
  text_version text not null,
  asked_at timestamptz not null,
  answered_at timestamptz,
  receipt_digest text constraint consent_sittings_receipt_digest_check check (receipt_digest ~ '^[0-9a-f]{64}$'),
  version integer not null,
  constraint consent_sittings_answered_check check ((answered_at is null) = (receipt_digest is null))
);
create index consent_sittings_household_id_idx on consent_sittings (household_id, asked_at desc);
alter table consent_sittings enable row level security;
create policy consent_sittings_all on consent_sittings to yuanlian_app, yuanlian_worker
  using (exists (select 1 from households h where h.id = household_id) and not (select app.is_provider()));
grant select, insert on consent_sittings to yuanlian_app, yuanlian_worker;
grant update (answered_at, receipt_digest, version) on consent_sittings to yuanlian_app, yuanlian_worker;

-- About whom a line is, and with which proof a guardian spoke (PIPL 31): kind, and number or description, sealed.
alter table consents
  add column sitting_id uuid references consent_sittings (id),
  add column about_member_id uuid references household_members (id),
  add column proof_kind text constraint consents_proof_kind_check check (proof_kind in
    ('birth-certificate', 'household-register', 'adoption-paper', 'court-paper', 'committee-letter')),
  add column proof_ciphertext bytea,
  add column proof_checked_by uuid,
  add column proof_checked_at timestamptz,
  add column guardian_informed boolean;
create index consents_sitting_id_idx on consents (sitting_id);

-- Members who must not be told and cannot speak for anybody: the alleged abuser. The reason stands in the case.
create table guardian_bars (
  member_id uuid primary key references household_members (id),
  household_id uuid not null references households (id),
  district_code text not null,
  barred boolean not null,
  set_by uuid not null,
  set_at timestamptz not null,
  version integer not null
);
create index guardian_bars_household_id_idx on guardian_bars (household_id);
alter table guardian_bars enable row level security;
-- The household's own pages may be in the hands of the person in question: they learn that somebody is barred
-- (app.has_barred_guardian), never who.
create policy guardian_bars_all on guardian_bars to yuanlian_app, yuanlian_worker
  using (exists (select 1 from households h where h.id = household_id) and not (select app.is_provider())
    and (select app.kind()) <> 'household');
grant select, insert, update on guardian_bars to yuanlian_app, yuanlian_worker;
create function app.has_barred_guardian(wanted uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select 1 from guardian_bars where household_id = wanted and barred);
end;
revoke execute on function app.has_barred_guardian(uuid) from public;
grant execute on function app.has_barred_guardian(uuid) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.has_barred_guardian(uuid);
drop table guardian_bars;
alter table consents drop column sitting_id, drop column about_member_id, drop column proof_kind,
  drop column proof_ciphertext, drop column proof_checked_by, drop column proof_checked_at, drop column guardian_informed;
drop table consent_sittings;
