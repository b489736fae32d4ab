-- migrate:up
-- Referrals that are drafts or agreed to and that nobody has sent hold no place and no money yet (matching.md 3, R97): how many there
-- are for some offerings, and what those cost that the same fund or contract pays for. Figures only and over the whole district,
-- so that nobody gives the same place away twice because the other draft is out of their reach.
create function app.unasked_places(wanted uuid[]) returns table (offering_id uuid, places integer, fen bigint)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select o.id,
    (select count(*)::integer from referrals r where r.offering_id = o.id and r.state in ('draft', 'consented')),
    (select coalesce(sum(coalesce(n.cost_fen, s.price_fen)), 0)::bigint
      from offerings s
      join referrals r on r.offering_id = s.id and r.state in ('draft', 'consented')
      left join allocation_needs n on n.referral_id = r.id
      where s.payer = o.payer and (s.payer = 'fund' and s.fund_id = o.fund_id or s.payer = 'contract' and s.contract_id = o.contract_id))
  from offerings o
  where o.id = any (wanted) and o.district_code = any (app.districts()) and not app.is_provider() and not app.is_evaluator();
end;
revoke all on function app.unasked_places(uuid[]) from public;
grant execute on function app.unasked_places(uuid[]) to yuanlian_app, yuanlian_worker;
create index allocation_needs_referral_id_idx on allocation_needs (referral_id) where referral_id is not null;

-- migrate:down
drop index allocation_needs_referral_id_idx;
drop function app.unasked_places(uuid[]);
