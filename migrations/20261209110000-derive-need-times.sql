-- migrate:up
-- From the household's yes to the first offer, the first acceptance and the first service (R97, I4): every date stands in a
-- row that is dated anyway, so nothing is kept twice. One row a need, by its newest version; of older versions the first yes
-- counts. Security invoker: a reader finds the needs and referrals of the own reach, restricted ones with their team alone.
create view need_times with (security_invoker = true) as
with recursive versions (id, version_id, confirmed_at) as (
    select id, id, confirmed_at from needs where replaced_by is null
    union all
    select v.id, n.id, n.confirmed_at from versions v join needs n on n.replaced_by = v.version_id),
  first_yes as (
    select id, min(confirmed_at) as confirmed_at, array_agg(version_id) as version_ids from versions group by id)
select n.id as need_id, n.household_id, n.code, n.state, n.district_code, n.region_path, f.confirmed_at,
  least(r.offered_at, w.offered_at) as offered_at, r.accepted_at, r.served_at
from first_yes f join needs n on n.id = f.id
  left join lateral (
    select min(sent_at) as offered_at, min(answered_at) filter (where decline_reason is null) as accepted_at,
      min(started_at) as served_at
    from referrals where need_id = any (f.version_ids) and household_id = n.household_id) r on true
  left join lateral (
    select min(offered_at) as offered_at from waiting_list_entries
    where need_id = any (f.version_ids) and household_id = n.household_id) w on true
where f.confirmed_at is not null;
grant select on need_times to yuanlian_app, yuanlian_worker;

create index needs_replaced_by_idx on needs (replaced_by) where replaced_by is not null;

-- migrate:down
drop index needs_replaced_by_idx;
drop view need_times;
