-- migrate:up
-- How many referrals reached the providers of some offerings since a moment (I25, matching.md 1 d): figures only, over the whole
-- district, as app.provider_records gives them, so that two workers see one order. Staff of providers and evaluators see none.
create function app.provider_connections(wanted uuid[], since timestamptz, until timestamptz)
  returns table (offering_id uuid, connections integer)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select o.id, coalesce(c.connections, 0)
  from offerings o
  left join lateral (
    select count(*)::integer as connections from referrals r
    where r.provider_id = o.provider_id and r.district_code = o.district_code and r.sent_at >= since and r.sent_at < until
  ) c on true
  where o.id = any (wanted) and o.district_code = any (app.districts()) and not app.is_provider() and not app.is_evaluator();
end;
revoke all on function app.provider_connections(uuid[], timestamptz, timestamptz) from public;
grant execute on function app.provider_connections(uuid[], timestamptz, timestamptz) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.provider_connections(uuid[], timestamptz, timestamptz);
