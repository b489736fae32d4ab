-- migrate:up
-- Look-ups before an actor exists (design 8.3). Each takes a secret or its digest and gives back as little as it can.
-- Times here are system time (8.9), except the days of a role, which are business time and therefore given.

create function app.account_posts(wanted uuid, business_now timestamptz) returns jsonb
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select jsonb_build_object('id', a.id, 'displayName', a.display_name, 'locale', a.locale, 'demonstration', a.demonstration,
    'secondFactor', a.totp_ciphertext is not null,
    'posts', coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'organisationId', r.organisation_id, 'unitId', r.unit_id,
        'districtCode', r.district_code, 'regionPath', r.region_path) order by r.id)
      from account_roles r
      where r.account_id = a.id and r.valid_from <= business_now and (r.valid_until is null or r.valid_until > business_now)), '[]'))
  from accounts a where a.id = wanted and a.state = 'active';
end;

create function app.find_sign_in(wanted_username text)
  returns table (id uuid, password_hash text, totp_ciphertext bytea, demonstration boolean)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select a.id, a.password_hash, a.totp_ciphertext, a.demonstration from accounts a
  where a.username = wanted_username and a.state = 'active' and a.password_hash is not null;
end;

-- For one's own password change only.
create function app.own_password_hash() returns text
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select password_hash from accounts where id = app.user_id() and state = 'active';
end;

-- A time code counts once (RFC 6238 5.2).
create function app.use_totp_step(wanted uuid, step bigint) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update accounts set totp_last_step = step where id = wanted and coalesce(totp_last_step, 0) < step;
  return found;
end $$;

-- Marks the session as seen (at most once a minute) and says whose it is; nothing for an ended one.
create function app.resolve_session(wanted bytea, wanted_kind text, business_now timestamptz)
  returns table (session_id uuid, account jsonb, household_id uuid, district_code text)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  found_session sessions%rowtype;
begin
  select * into found_session from sessions s
    where s.token_hash = wanted and s.kind = wanted_kind and s.revoked_at is null
      and s.expires_at > clock_timestamp()
      and s.last_seen_at + make_interval(secs => s.idle_seconds) > clock_timestamp();
  if not found then return; end if;
  if found_session.last_seen_at < clock_timestamp() - interval '1 minute' then
    update sessions s set last_seen_at = clock_timestamp() where s.id = found_session.id;
  end if;
  if found_session.account_id is not null then
    return query select found_session.id, app.account_posts(found_session.account_id, business_now), null::uuid, null::text;
  else
    return query select found_session.id, null::jsonb, l.household_id, l.district_code
      from household_links l
      where l.id = found_session.household_link_id and l.revoked_at is null and l.expires_at > clock_timestamp();
  end if;
end $$;

create function app.revoke_session(wanted bytea) returns uuid
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update sessions set revoked_at = clock_timestamp() where token_hash = wanted and revoked_at is null returning id;
end;

create function app.resolve_api_key(wanted_prefix text, wanted bytea, business_now timestamptz)
  returns table (key_id uuid, account jsonb, scopes jsonb)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select k.id, app.account_posts(k.account_id, business_now), k.scopes from api_keys k
  where k.prefix = wanted_prefix and k.hash = wanted and k.revoked_at is null and k.expires_at > clock_timestamp();
end;

-- Fixed window. Counts first, so that parallel guesses cannot slip through; returns the attempts of this window.
create function app.count_attempt(wanted text, window_seconds integer) returns integer
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  insert into rate_limits as l (bucket, attempts, window_started_at) values (wanted, 1, clock_timestamp())
  on conflict (bucket) do update set
    attempts = case when l.window_started_at < clock_timestamp() - make_interval(secs => window_seconds) then 1 else l.attempts + 1 end,
    window_started_at = case when l.window_started_at < clock_timestamp() - make_interval(secs => window_seconds)
      then clock_timestamp() else l.window_started_at end
  returning attempts;
end;
create function app.forgive_attempt(wanted text) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update rate_limits set attempts = greatest(attempts - 1, 0) where bucket = wanted;
end;
create function app.forget_attempts(wanted text) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  delete from rate_limits where bucket = wanted;
end;

create function app.find_invitation(wanted bytea)
  returns table (id uuid, kind text, email text, role text, organisation_id uuid, usable boolean)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select i.id, i.kind, i.email, i.role, i.organisation_id, i.used_at is null and i.expires_at > clock_timestamp()
  from invitations i where i.token_hash = wanted;
end;

-- Uses the invitation up and makes account and post in one step; false when it is used or too old.
create function app.accept_invitation(wanted bytea, account uuid, post uuid, new_username text, new_display_name text,
    new_locale text, new_password_hash text, business_now timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  invitation invitations%rowtype;
begin
  update invitations i set used_at = clock_timestamp()
    where i.token_hash = wanted and i.kind = 'invitation' and i.used_at is null and i.expires_at > clock_timestamp()
    returning * into invitation;
  if not found then return false; end if;
  insert into accounts (id, username, display_name, email, locale, password_hash, state, created_at)
    values (account, new_username, new_display_name, invitation.email, new_locale, new_password_hash, 'active', business_now);
  insert into account_roles (id, account_id, role, organisation_id, unit_id, district_code, region_path, valid_from)
    values (post, account, invitation.role, invitation.organisation_id, invitation.unit_id, invitation.district_code,
      invitation.region_path, business_now);
  return true;
end $$;

-- Sets the new password and ends every session of the account; null when the link is used or too old.
create function app.use_password_reset(wanted bytea, new_password_hash text) returns uuid
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  account uuid;
begin
  update invitations i set used_at = clock_timestamp()
    where i.token_hash = wanted and i.kind = 'password-reset' and i.used_at is null and i.expires_at > clock_timestamp()
    returning i.account_id into account;
  if not found then return null; end if;
  update accounts a set password_hash = new_password_hash, state = 'active', version = a.version + 1
    where a.id = account and a.state <> 'deactivated';
  if not found then return null; end if;
  update sessions s set revoked_at = clock_timestamp() where s.account_id = account and s.revoked_at is null;
  return account;
end $$;

-- Counts the attempt before the PIN is looked at; no row when the link is unknown, ended or locked after five.
create function app.try_household_pin(wanted bytea)
  returns table (id uuid, pin_hash text, household_id uuid, district_code text, attempts integer)
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update household_links l set failed_pins = l.failed_pins + 1
  where l.token_hash = wanted and l.revoked_at is null and l.expires_at > clock_timestamp() and l.failed_pins < 5
  returning l.id, l.pin_hash, l.household_id, l.district_code, l.failed_pins;
end;
create function app.household_link_state(wanted bytea) returns text
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select case when l.revoked_at is not null then 'revoked' when l.expires_at <= clock_timestamp() then 'expired'
    when l.failed_pins >= 5 then 'locked' else 'open' end
  from household_links l where l.token_hash = wanted;
end;
create function app.accept_household_pin(wanted bytea) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update household_links set failed_pins = 0 where token_hash = wanted and failed_pins <= 5;
end;

-- Names of staff beside what they did; nothing else about them.
create function app.account_names(wanted uuid[]) returns table (id uuid, display_name text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select a.id, a.display_name from accounts a where a.id = any(wanted);
end;

do $$
declare
  f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'app' and p.proname in ('account_posts', 'find_sign_in', 'own_password_hash', 'use_totp_step', 'resolve_session',
      'revoke_session', 'resolve_api_key', 'count_attempt', 'forgive_attempt', 'forget_attempts', 'find_invitation', 'accept_invitation',
      'use_password_reset', 'try_household_pin', 'household_link_state', 'accept_household_pin', 'account_names')
  loop
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to yuanlian_app, yuanlian_worker', f);
  end loop;
end $$;

-- migrate:down
drop function app.account_names(uuid[]);
drop function app.accept_household_pin(bytea);
drop function app.household_link_state(bytea);
drop function app.try_household_pin(bytea);
drop function app.use_password_reset(bytea, text);
drop function app.accept_invitation(bytea, uuid, uuid, text, text, text, text, timestamptz);
drop function app.find_invitation(bytea);
drop function app.forget_attempts(text);
drop function app.forgive_attempt(text);
drop function app.count_attempt(text, integer);
drop function app.resolve_api_key(text, bytea, timestamptz);
drop function app.revoke_session(bytea);
drop function app.resolve_session(bytea, text, timestamptz);
drop function app.use_totp_step(uuid, bigint);
drop function app.own_password_hash();
drop function app.find_sign_in(text);
drop function app.account_posts(uuid, timestamptz);
