-- migrate:up
-- Nothing but the body: the draft of an accepted place of a queue (R97) holds it in the ledger, of its own month, and was taken off
-- what is left a second time. The hold binds the contract too, never a fund (R73); when it ends the draft counts like any other.
create or replace function app.unasked_places(wanted uuid[]) returns table (offering_id uuid, places integer, fen bigint)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select o.id,
    (select count(*)::integer from referrals r where r.offering_id = o.id and r.state in ('draft', 'consented')
      and not exists (select 1 from capacity_holdings h where h.holder_id = r.id and h.state = 'reserved')),
    (select coalesce(sum(coalesce(n.cost_fen, s.price_fen)), 0)::bigint
      from offerings s
      join referrals r on r.offering_id = s.id and r.state in ('draft', 'consented')
      left join allocation_needs n on n.referral_id = r.id
      where s.payer = o.payer and (s.payer = 'fund' and s.fund_id = o.fund_id or s.payer = 'contract' and s.contract_id = o.contract_id)
        and not (s.payer = 'contract'
          and exists (select 1 from capacity_holdings h where h.holder_id = r.id and h.state = 'reserved')))
  from offerings o
  where o.id = any (wanted) and o.district_code = any (app.districts()) and not app.is_provider() and not app.is_evaluator();
end;

-- migrate:down
create or replace function app.unasked_places(wanted uuid[]) returns table (offering_id uuid, places integer, fen bigint)
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
