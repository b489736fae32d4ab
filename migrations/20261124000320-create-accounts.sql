-- migrate:up
-- People who sign in (C2: one account a person, no shared ones; three administrators apart).
create table accounts (
  id uuid primary key,
  username text not null unique,
  display_name text not null,
  email text,
  locale text not null default 'zh-CN',
  password_hash text,
  state text not null,
  totp_ciphertext bytea,
  totp_last_step bigint,
  demonstration boolean not null default false,
  created_at timestamptz not null,
  version integer not null default 1,
  constraint accounts_state_check check (state in ('invited', 'active', 'deactivated')),
  constraint accounts_username_check check (username = lower(username) and username <> '')
);
create table account_roles (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  role text not null,
  organisation_id uuid,
  unit_id uuid,
  district_code text,
  region_path text collate "C",
  valid_from timestamptz not null,
  valid_until timestamptz,
  constraint account_roles_region_path_check check (region_path !~ '/$')
);
create index account_roles_account_id_idx on account_roles (account_id);
create index account_roles_organisation_id_idx on account_roles (organisation_id);
create index account_roles_district_code_idx on account_roles (district_code);
-- System, security and audit administrator are different people.
create unique index account_roles_administrator_idx on account_roles (account_id)
  where role in ('system-administrator', 'security-administrator', 'audit-administrator');

create table household_links (
  id uuid primary key,
  token_hash bytea not null unique,
  pin_hash text not null,
  household_id uuid not null,
  district_code text not null,
  region_path text not null collate "C",
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  failed_pins integer not null default 0
);
create index household_links_household_id_idx on household_links (household_id);

create table sessions (
  id uuid primary key,
  token_hash bytea not null unique,
  kind text not null,
  account_id uuid references accounts (id),
  household_link_id uuid references household_links (id),
  created_at timestamptz not null default clock_timestamp(),
  last_seen_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  idle_seconds integer not null,
  revoked_at timestamptz,
  address text,
  constraint sessions_kind_check check (kind in ('cookie', 'bearer', 'household')),
  constraint sessions_holder_check check ((account_id is null) = (kind = 'household') and (household_link_id is null) = (kind <> 'household'))
);
create index sessions_account_id_idx on sessions (account_id);
create index sessions_household_link_id_idx on sessions (household_link_id);

create table invitations (
  id uuid primary key,
  token_hash bytea not null unique,
  kind text not null,
  account_id uuid references accounts (id),
  organisation_id uuid,
  unit_id uuid,
  district_code text,
  region_path text collate "C",
  email text,
  role text,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at timestamptz,
  invited_by uuid,
  constraint invitations_kind_check check (kind in ('invitation', 'password-reset')),
  constraint invitations_target_check check ((kind = 'password-reset') = (account_id is not null) and (kind = 'invitation') = (role is not null))
);
create index invitations_account_id_idx on invitations (account_id);
create index invitations_organisation_id_idx on invitations (organisation_id);

create table api_keys (
  id uuid primary key,
  prefix text not null unique,
  hash bytea not null,
  account_id uuid not null references accounts (id),
  scopes jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index api_keys_account_id_idx on api_keys (account_id);

-- Attempts in the current window; reached through the functions below only.
create table rate_limits (
  bucket text primary key,
  attempts integer not null,
  window_started_at timestamptz not null
);

-- Hashes and sealed secrets are never readable by the application's role; only the functions below look at them.
grant select (id, username, display_name, email, locale, state, demonstration, created_at, version) on accounts to yuanlian_app, yuanlian_worker;
grant insert on accounts to yuanlian_app, yuanlian_worker;
grant update (display_name, email, locale, password_hash, state, totp_ciphertext, totp_last_step, version) on accounts to yuanlian_app, yuanlian_worker;
grant select, insert on account_roles to yuanlian_app, yuanlian_worker;
grant update (valid_until) on account_roles to yuanlian_app, yuanlian_worker;
grant select (id, kind, account_id, household_link_id, created_at, last_seen_at, expires_at, idle_seconds, revoked_at, address) on sessions to yuanlian_app, yuanlian_worker;
grant insert on sessions to yuanlian_app, yuanlian_worker;
grant update (revoked_at) on sessions to yuanlian_app, yuanlian_worker;
grant select (id, kind, account_id, organisation_id, unit_id, district_code, region_path, email, role, created_at, expires_at, used_at, invited_by) on invitations to yuanlian_app, yuanlian_worker;
grant insert on invitations to yuanlian_app, yuanlian_worker;
grant update (expires_at) on invitations to yuanlian_app, yuanlian_worker;
grant select (id, prefix, account_id, scopes, created_at, expires_at, revoked_at) on api_keys to yuanlian_app, yuanlian_worker;
grant insert on api_keys to yuanlian_app, yuanlian_worker;
grant update (revoked_at) on api_keys to yuanlian_app, yuanlian_worker;
grant select (id, household_id, district_code, region_path, created_by, created_at, expires_at, revoked_at, failed_pins) on household_links to yuanlian_app, yuanlian_worker;
grant insert on household_links to yuanlian_app, yuanlian_worker;
grant update (revoked_at) on household_links to yuanlian_app, yuanlian_worker;

alter table accounts enable row level security;
alter table account_roles enable row level security;
alter table sessions enable row level security;
alter table invitations enable row level security;
alter table api_keys enable row level security;
alter table household_links enable row level security;

-- Own post; colleagues of the own provider; for staff of the assistance system everybody of the district (names, not secrets).
create policy account_roles_select on account_roles for select to yuanlian_app, yuanlian_worker using (
  account_id = (select app.user_id()) or (select app.is_system())
  or organisation_id = (select app.organisation())
  or ((select app.organisation()) is null and (select app.kind()) = 'user' and (district_code = any((select app.districts())::text[]) or (select app.whole_installation())))
);
create policy account_roles_insert on account_roles for insert to yuanlian_app, yuanlian_worker with check (
  (select app.is_system())
  or ((select app.has_role('system-administrator')) and (district_code = any((select app.districts())::text[]) or (select app.whole_installation()))
    and account_id <> (select app.user_id()))
);
create policy account_roles_update on account_roles for update to yuanlian_app, yuanlian_worker using (
  (select app.is_system())
  or ((select app.has_role('system-administrator')) and (district_code = any((select app.districts())::text[]) or (select app.whole_installation())))
);
create policy accounts_select on accounts for select to yuanlian_app, yuanlian_worker using (
  id = (select app.user_id()) or (select app.is_system())
  or exists (select 1 from account_roles r where r.account_id = accounts.id)
);
create policy accounts_insert on accounts for insert to yuanlian_app, yuanlian_worker
  with check ((select app.is_system()) or (select app.has_role('system-administrator')));
create policy accounts_update on accounts for update to yuanlian_app, yuanlian_worker using (
  id = (select app.user_id()) or (select app.is_system())
  or ((select app.has_role('system-administrator')) and exists (select 1 from account_roles r where r.account_id = accounts.id))
);
create policy sessions_select on sessions for select to yuanlian_app, yuanlian_worker using (
  account_id = (select app.user_id()) or (select app.is_system())
  or ((select app.has_role('system-administrator')) and exists (select 1 from accounts a where a.id = sessions.account_id))
);
create policy sessions_insert on sessions for insert to yuanlian_app, yuanlian_worker with check (
  account_id = (select app.user_id()) or (account_id is null and (select app.kind()) = 'household')
);
create policy sessions_update on sessions for update to yuanlian_app, yuanlian_worker using (
  account_id = (select app.user_id()) or (select app.is_system())
  or ((select app.has_role('system-administrator')) and exists (select 1 from accounts a where a.id = sessions.account_id))
);
create policy invitations_select on invitations for select to yuanlian_app, yuanlian_worker using (
  (select app.is_system()) or organisation_id = (select app.organisation())
  or ((select app.has_role('system-administrator')) and (district_code = any((select app.districts())::text[]) or (select app.whole_installation())))
);
create policy invitations_insert on invitations for insert to yuanlian_app, yuanlian_worker with check (
  (select app.is_system())
  or ((select app.has_role('dispatcher')) and organisation_id = (select app.organisation()))
  or ((select app.has_role('system-administrator')) and (district_code = any((select app.districts())::text[]) or (select app.whole_installation())))
);
create policy invitations_update on invitations for update to yuanlian_app, yuanlian_worker using (
  (select app.is_system()) or ((select app.has_role('dispatcher')) and organisation_id = (select app.organisation()))
  or ((select app.has_role('system-administrator')) and (district_code = any((select app.districts())::text[]) or (select app.whole_installation())))
);
create policy api_keys_select on api_keys for select to yuanlian_app, yuanlian_worker
  using (account_id = (select app.user_id()) or (select app.is_system()) or ((select app.has_role('system-administrator')) and exists (select 1 from accounts a where a.id = api_keys.account_id)));
create policy api_keys_insert on api_keys for insert to yuanlian_app, yuanlian_worker with check (
  (select app.is_system())
  or ((select app.has_role('system-administrator')) and exists (select 1 from accounts a where a.id = api_keys.account_id))
);
create policy api_keys_update on api_keys for update to yuanlian_app, yuanlian_worker
  using (account_id = (select app.user_id()) or (select app.is_system()) or ((select app.has_role('system-administrator')) and exists (select 1 from accounts a where a.id = api_keys.account_id)));
create policy household_links_select on household_links for select to yuanlian_app, yuanlian_worker using (
  district_code = any((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any((select app.granted_households())::uuid[]) or household_id = (select app.household()))
);
create policy household_links_insert on household_links for insert to yuanlian_app, yuanlian_worker with check (
  (select app.kind()) in ('user', 'system') and district_code = any((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any((select app.granted_households())::uuid[]))
);
create policy household_links_update on household_links for update to yuanlian_app, yuanlian_worker using (
  (select app.kind()) in ('user', 'system') and district_code = any((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any((select app.granted_households())::uuid[]))
);

-- migrate:down
drop table rate_limits;
drop table api_keys;
drop table invitations;
drop table sessions;
drop table household_links;
drop policy accounts_select on accounts;
drop policy accounts_update on accounts;
drop table account_roles;
drop table accounts;
