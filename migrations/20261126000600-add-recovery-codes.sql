-- migrate:up
-- Second factor (design 5 and 8.12, C2): whether an account has one may be read, the sealed secret may not.
alter table accounts add column second_factor boolean not null generated always as (totp_ciphertext is not null) stored;
grant select (second_factor) on accounts to yuanlian_app, yuanlian_worker;

-- Ten for each account, each good for one sign-in without the authenticator; only hashes.
create table recovery_codes (
  account_id uuid not null references accounts (id),
  code_hash bytea not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);
grant select (account_id, used_at), insert (account_id, code_hash), delete on recovery_codes to yuanlian_app, yuanlian_worker;
alter table recovery_codes enable row level security;
create policy recovery_codes_select on recovery_codes for select to yuanlian_app, yuanlian_worker using (
  account_id = (select app.user_id())
  or ((select app.has_role('system-administrator')) and exists (select 1 from accounts a where a.id = recovery_codes.account_id))
);
create policy recovery_codes_insert on recovery_codes for insert to yuanlian_app, yuanlian_worker
  with check (account_id = (select app.user_id()));
create policy recovery_codes_delete on recovery_codes for delete to yuanlian_app, yuanlian_worker using (
  account_id = (select app.user_id())
  or ((select app.has_role('system-administrator')) and exists (select 1 from accounts a where a.id = recovery_codes.account_id))
);

-- Uses a code up; false for an unknown or used one.
create function app.use_recovery_code(wanted uuid, given bytea) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update recovery_codes set used_at = clock_timestamp() where account_id = wanted and code_hash = given and used_at is null;
  return found;
end $$;

-- The sealed secret of an account whose password was right a moment ago; null without one.
create function app.second_factor_of(wanted uuid) returns bytea
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select totp_ciphertext from accounts where id = wanted and state = 'active';
end;
revoke execute on function app.use_recovery_code(uuid, bytea), app.second_factor_of(uuid) from public;
grant execute on function app.use_recovery_code(uuid, bytea), app.second_factor_of(uuid) to yuanlian_app, yuanlian_worker;

-- Between password and code: five minutes in which the password need not be typed again. Opens nothing by itself.
alter table sessions drop constraint sessions_kind_check;
alter table sessions add constraint sessions_kind_check check (kind in ('cookie', 'bearer', 'household', 'sign-in-step'));

-- migrate:down
delete from sessions where kind = 'sign-in-step';
alter table sessions drop constraint sessions_kind_check;
alter table sessions add constraint sessions_kind_check check (kind in ('cookie', 'bearer', 'household'));
drop function app.second_factor_of(uuid);
drop function app.use_recovery_code(uuid, bytea);
drop table recovery_codes;
alter table accounts drop column second_factor;
