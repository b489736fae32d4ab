-- migrate:up
-- Work about a household is given to people who can open its file (R6, C3). Definer: which of the pairs of household and account
-- that staff or the machine asks about hold: a post on duty that covers the place, or a standing grant, and no conflict of
-- interest. A file broken open for an hour is no ground to be given work.
create function app.pairs_in_reach(households uuid[], accounts uuid[], asked_roles text[])
  returns table (household_id uuid, account_id uuid)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  with bound as materialized (select c.account_id, c.household_id from app.current_conflicts() c)
  select distinct p.household_id, p.account_id
    from unnest(households, accounts) p (household_id, account_id)
    join households h on h.id = p.household_id and h.state = 'active' and h.district_code = any (app.districts())
    join accounts a on a.id = p.account_id and a.state = 'active'
    join account_roles r on r.account_id = a.id and r.district_code = h.district_code and r.organisation_id is null
     and r.role = any (asked_roles) and r.valid_from <= app.now()
     and (r.valid_until is null or r.valid_until > app.now())
   where app.kind() in ('user', 'system') and app.organisation() is null
     and ((h.region_path >= (r.region_path || '/') collate "C" and h.region_path < (r.region_path || '0') collate "C")
       or exists (select 1 from access_grants g where g.account_id = a.id and g.household_id = h.id and g.ground <> 'break-glass'
         and g.valid_from <= app.now() and (g.valid_until is null or g.valid_until > app.now())))
     and not exists (select 1 from bound b where b.account_id = p.account_id and b.household_id = p.household_id);
end;
revoke execute on function app.pairs_in_reach(uuid[], uuid[], text[]) from public;
grant execute on function app.pairs_in_reach(uuid[], uuid[], text[]) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.pairs_in_reach(uuid[], uuid[], text[]);
