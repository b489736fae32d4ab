-- migrate:up
-- Outcomes by kind of help, for the mean to which a provider's results are shrunk (R97, I18).
create index referrals_district_code_need_code_outcome_idx on referrals (district_code, need_code, closed_at)
  include (provider_id, outcome) where outcome is not null;

-- What is known of offerings from earlier referrals: how fast their providers answer, how long until a service began,
-- and how it ended. Figures only, over the whole district: a worker sees the referrals of one village, and two workers
-- must be shown the same order of the same offerings. Staff of providers and evaluators see none.
-- A referral that was never answered counts with its whole answer time. helped 100, partly 50, not-helped 0.
create function app.provider_records(wanted uuid[], since timestamptz, until timestamptz)
  returns table (offering_id uuid, answers integer, answer_hours integer, starts integer, start_days integer,
    own_outcomes integer, own_points integer, code_outcomes integer, code_points integer)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  with asked as (
    select o.id, o.provider_id, o.code from offerings o
    where o.id = any (wanted) and o.district_code = any (app.districts()) and not app.is_provider() and not app.is_evaluator()
  ), answered as (
    select r.provider_id, count(*)::integer as answers,
      ceil(percentile_disc(0.5) within group (
        order by extract(epoch from coalesce(r.answered_at, r.answer_due_at) - r.sent_at)) / 3600)::integer as answer_hours
    from referrals r
    where r.provider_id in (select a.provider_id from asked a) and r.district_code = any (app.districts())
      and r.sent_at >= since and r.sent_at < until
      and (r.answered_at is not null or (r.state in ('expired', 'closed') and r.answer_due_at is not null))
    group by r.provider_id
  ), begun as (
    select r.offering_id, count(*)::integer as starts,
      ceil(percentile_disc(0.5) within group (order by extract(epoch from r.started_at - r.sent_at)) / 86400)::integer as start_days
    from referrals r
    where r.offering_id in (select a.id from asked a) and r.district_code = any (app.districts())
      and r.sent_at >= since and r.sent_at < until and r.started_at is not null
    group by r.offering_id
  ), ended as (
    select r.need_code, r.provider_id, count(*)::integer as outcomes,
      sum(case r.outcome when 'helped' then 100 when 'partly' then 50 else 0 end)::integer as points
    from referrals r
    where r.district_code = any (app.districts()) and r.outcome is not null and r.closed_at >= since and r.closed_at < until
      and r.need_code in (select a.code from asked a)
    group by r.need_code, r.provider_id
  ), usual as (
    select e.need_code, sum(e.outcomes)::integer as outcomes, sum(e.points)::integer as points from ended e group by e.need_code
  )
  select a.id, coalesce(t.answers, 0), t.answer_hours, coalesce(b.starts, 0), b.start_days,
    coalesce(e.outcomes, 0), coalesce(e.points, 0), coalesce(u.outcomes, 0), coalesce(u.points, 0)
  from asked a
  left join answered t on t.provider_id = a.provider_id
  left join begun b on b.offering_id = a.id
  left join ended e on e.provider_id = a.provider_id and e.need_code = a.code
  left join usual u on u.need_code = a.code;
end;
revoke all on function app.provider_records(uuid[], timestamptz, timestamptz) from public;
grant execute on function app.provider_records(uuid[], timestamptz, timestamptz) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.provider_records(uuid[], timestamptz, timestamptz);
drop index referrals_district_code_need_code_outcome_idx;
