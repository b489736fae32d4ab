-- migrate:up
-- What a place of some offerings was worth in the newest published allocation that shared it out (matching.md 3.5): the lower end of the band that
-- allocation_offerings keeps, which tells of no household. A match of any worker in the district reads it, so that two workers see one
-- plan; staff of providers and evaluators do not. The newest counts alone, also where it left places over.
create function app.bid_prices(wanted uuid[], since timestamptz)
  returns table (offering_id uuid, points integer)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select o.id, p.price_from from offerings o
  cross join lateral (
    select ao.price_from from allocation_offerings ao join allocations a on a.id = ao.allocation_id
    where ao.offering_id = o.id and a.district_code = o.district_code and a.state = 'published' and a.published_at >= since
    order by a.published_at desc, a.id desc limit 1) p
  where o.id = any (wanted) and o.district_code = any (app.districts()) and not app.is_provider() and not app.is_evaluator()
    and p.price_from > 0;
end;
revoke all on function app.bid_prices(uuid[], timestamptz) from public;
grant execute on function app.bid_prices(uuid[], timestamptz) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.bid_prices(uuid[], timestamptz);
