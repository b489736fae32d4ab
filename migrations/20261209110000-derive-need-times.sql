-- migrate:up
-- From the household's yes to the first offer, the first acceptance and the first service (R97, I4): every date stands in a
-- row that is dated anyway, so nothing is kept twice. One row a wait: a newer version that took the yes over goes on with it,
-- by its newest version; a need that began anew, or in another file, waits anew from its own yes. Of a span only what was
-- confirmed in it is looked at. Security invoker: a reader finds the needs and referrals of the own reach, restricted ones
-- with their team alone.
create view need_times with (security_invoker = true) as
select n.id as need_id, n.household_id, n.code, n.state, n.district_code, n.region_path, n.confirmed_at,
  least(r.offered_at, w.offered_at) as offered_at, r.accepted_at, r.served_at
from needs n
  cross join lateral (
    with recursive versions (id, confirmed_at) as (
      select n.id, n.confirmed_at
      union all
      select o.id, o.confirmed_at from versions v
        join needs o on o.replaced_by = v.id and o.household_id = n.household_id and o.confirmed_at >= v.confirmed_at)
    select array_agg(id) as ids from versions) v
  left join lateral (
    select min(sent_at) as offered_at, min(answered_at) filter (where decline_reason is null) as accepted_at,
      min(started_at) as served_at
    from referrals where need_id = any (v.ids) and household_id = n.household_id) r on true
  left join lateral (
    select min(offered_at) as offered_at from waiting_list_entries
    where need_id = any (v.ids) and household_id = n.household_id) w on true
where n.confirmed_at is not null and not exists (
  select 1 from needs next
   where next.id = n.replaced_by and next.household_id = n.household_id and next.confirmed_at <= n.confirmed_at);
grant select on need_times to yuanlian_app, yuanlian_worker;

create index needs_replaced_by_idx on needs (replaced_by) where replaced_by is not null;
create index needs_confirmed_at_idx on needs (confirmed_at) where confirmed_at is not null;

-- migrate:down
drop index needs_confirmed_at_idx;
drop index needs_replaced_by_idx;
drop view need_times;
