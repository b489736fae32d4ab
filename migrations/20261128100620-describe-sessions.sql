-- migrate:up
-- What the owner of an account needs to know its own sessions by: the device that opened it.
alter table sessions add column device text constraint sessions_device_check check (length(device) <= 200);
grant select (device) on sessions to yuanlian_app, yuanlian_worker;

-- Takes the place of app.resolve_session, which the release before still calls. Says also when the session ends, so that
-- a page can say it first. A session whose time is over is ended for good, whatever the clock does afterwards.
create function app.find_session(wanted bytea, wanted_kind text, business_now timestamptz)
  returns table (session_id uuid, account jsonb, household_id uuid, district_code text, idle_at timestamptz, ends_at timestamptz)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  s sessions%rowtype;
  system_now timestamptz := clock_timestamp();
begin
  select * into s from sessions f where f.token_hash = wanted and f.kind = wanted_kind and f.revoked_at is null;
  if not found then return; end if;
  if s.expires_at <= system_now or s.last_seen_at + make_interval(secs => s.idle_seconds) <= system_now then
    update sessions f set revoked_at = system_now where f.id = s.id and f.revoked_at is null;
    return;
  end if;
  if s.account_id is not null and exists (select 1 from account_roles r left join access_terms t on t.id = r.term_id
    where r.account_id = s.account_id and r.ended_at is null
      and (r.valid_until <= business_now or t.ended_at is not null or t.ends_at <= business_now))
  then
    perform app.close_ended_posts(business_now, s.account_id);
    return;
  end if;
  if s.last_seen_at < system_now - interval '1 minute' then
    update sessions f set last_seen_at = system_now where f.id = s.id;
    s.last_seen_at := system_now;
  end if;
  idle_at := s.last_seen_at + make_interval(secs => s.idle_seconds);
  if s.account_id is not null then
    return query select s.id, app.account_posts(s.account_id, business_now), null::uuid, null::text, idle_at, s.expires_at;
  else
    return query select s.id, null::jsonb, l.household_id, l.district_code, idle_at, s.expires_at
      from household_links l
      where l.id = s.household_link_id and l.revoked_at is null and l.expires_at > system_now;
  end if;
end $$;

-- Whether an account was signed in to from an address of late: strangers' guesses do not close it to such a one.
create function app.familiar_address(wanted_username text, wanted_address text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select 1 from accounts a join sessions s on s.account_id = a.id
    where a.username = wanted_username and s.address = wanted_address and s.kind in ('cookie', 'bearer')
      and s.created_at > clock_timestamp() - interval '60 days');
end;
revoke execute on function app.find_session(bytea, text, timestamptz), app.familiar_address(text, text) from public;
grant execute on function app.find_session(bytea, text, timestamptz), app.familiar_address(text, text)
  to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.familiar_address(text, text);
drop function app.find_session(bytea, text, timestamptz);
alter table sessions drop column device;
