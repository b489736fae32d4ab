-- migrate:up
-- Keys are made by the owner of the account alone: whoever else held one would act in another's name. Scopes are
-- permissions; a key opens a route when both its account and its scopes do.
alter table api_keys add column name text not null default '' constraint api_keys_name_check check (length(name) <= 80),
  add column last_used_at timestamptz;
grant select (name, last_used_at) on api_keys to yuanlian_app, yuanlian_worker;
drop policy api_keys_insert on api_keys;
create policy api_keys_insert on api_keys for insert to yuanlian_app, yuanlian_worker
  with check (account_id = (select app.user_id()));

-- Takes the place of app.resolve_api_key, which the release before still calls; remembers the use once a minute.
create function app.find_api_key(wanted_prefix text, wanted bytea, business_now timestamptz)
  returns table (key_id uuid, account jsonb, scopes jsonb)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  k api_keys%rowtype;
begin
  select * into k from api_keys f where f.prefix = wanted_prefix and f.hash = wanted and f.revoked_at is null;
  if not found then return; end if;
  if k.expires_at <= clock_timestamp() then
    update api_keys f set revoked_at = clock_timestamp() where f.id = k.id;
    return;
  end if;
  if app.close_ended_posts(business_now, k.account_id) > 0 then return; end if;
  if coalesce(k.last_used_at, '-infinity') < clock_timestamp() - interval '1 minute' then
    update api_keys f set last_used_at = clock_timestamp() where f.id = k.id;
  end if;
  return query select k.id, app.account_posts(k.account_id, business_now), k.scopes;
end $$;
revoke execute on function app.find_api_key(text, bytea, timestamptz) from public;
grant execute on function app.find_api_key(text, bytea, timestamptz) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.find_api_key(text, bytea, timestamptz);
drop policy api_keys_insert on api_keys;
create policy api_keys_insert on api_keys for insert to yuanlian_app, yuanlian_worker with check (
  (select app.is_system())
  or ((select app.has_role('system-administrator')) and exists (select 1 from accounts a where a.id = api_keys.account_id))
);
alter table api_keys drop column name, drop column last_used_at;
