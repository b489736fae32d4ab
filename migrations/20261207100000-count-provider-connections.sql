-- migrate:up
create index referrals_provider_id_sent_at_idx on referrals (provider_id, sent_at) where sent_at is not null;

-- How many referrals reached the providers of some offerings since a moment (I25, matching.md 1 d): figures only, over the whole
-- district, as app.provider_records gives them, so that two workers see one order; counted once a provider, however many of its offerings are
-- asked for. Staff of providers and evaluators see none. Restricted referrals are left out: a count printed on a card must not tell that there was one.
create function app.provider_connections(wanted uuid[], since timestamptz, until timestamptz)
  returns table (offering_id uuid, connections integer)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  with asked as (
    select o.id, o.provider_id, o.district_code from offerings o
    where o.id = any (wanted) and o.district_code = any (app.districts()) and not app.is_provider() and not app.is_evaluator()
  ), reached as (
    select r.provider_id, r.district_code, count(*)::integer as connections from referrals r
    where r.provider_id in (select a.provider_id from asked a) and r.district_code = any (app.districts())
      and r.sent_at >= since and r.sent_at < until and not app.restricted_code(r.need_code) and r.restricted is not true
    group by r.provider_id, r.district_code
  )
  select a.id, coalesce(c.connections, 0) from asked a left join reached c on c.provider_id = a.provider_id and c.district_code = a.district_code;
end;
revoke all on function app.provider_connections(uuid[], timestamptz, timestamptz) from public;
grant execute on function app.provider_connections(uuid[], timestamptz, timestamptz) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.provider_connections(uuid[], timestamptz, timestamptz);
drop index referrals_provider_id_sent_at_idx;
