-- migrate:up
-- Results of a provider are set against what is usual for needs as severe as those that it met (matching.md 1 d): whoever takes the hard cases
-- does not stand behind whoever takes the easy ones. Beside its points the function gives those that others had with the same severities.
drop function app.provider_records(uuid[], timestamptz, timestamptz);
create function app.provider_records(wanted uuid[], since timestamptz, until timestamptz)
  returns table (offering_id uuid, answers integer, answer_hours integer, starts integer, start_days integer,
    own_outcomes integer, own_points integer, expected_points integer, code_outcomes integer, code_points integer)
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
    -- A need whose severity changes is a new row: this is the severity that the provider met.
    select r.need_code, r.provider_id, n.severity, count(*)::integer as outcomes,
      sum(case r.outcome when 'helped' then 100 when 'partly' then 50 else 0 end)::integer as points
    from referrals r join needs n on n.id = r.need_id
    where r.district_code = any (app.districts()) and r.outcome is not null and r.closed_at >= since and r.closed_at < until
      and r.need_code in (select a.code from asked a)
    group by r.need_code, r.provider_id, n.severity
  ), usual as (
    select e.need_code, sum(e.outcomes)::integer as outcomes, sum(e.points)::integer as points from ended e group by e.need_code
  ), alike as (
    -- Of the same severity; of fewer than thirty outcomes nothing is told but the mean of the kind of help (I18).
    select e.need_code, e.severity, case when sum(e.outcomes) >= 30 then sum(e.points)::numeric / sum(e.outcomes)
      else max(u.points)::numeric / max(u.outcomes) end as mean
    from ended e join usual u on u.need_code = e.need_code group by e.need_code, e.severity
  ), own as (
    select e.need_code, e.provider_id, sum(e.outcomes)::integer as outcomes, sum(e.points)::integer as points,
      round(sum(e.outcomes * s.mean))::integer as expected
    from ended e join alike s on s.need_code = e.need_code and s.severity = e.severity group by e.need_code, e.provider_id
  )
  select a.id, coalesce(t.answers, 0), t.answer_hours, coalesce(b.starts, 0), b.start_days,
    coalesce(e.outcomes, 0), coalesce(e.points, 0), coalesce(e.expected, 0), coalesce(u.outcomes, 0), coalesce(u.points, 0)
  from asked a
  left join answered t on t.provider_id = a.provider_id
  left join begun b on b.offering_id = a.id
  left join own e on e.provider_id = a.provider_id and e.need_code = a.code
  left join usual u on u.need_code = a.code;
end;
revoke all on function app.provider_records(uuid[], timestamptz, timestamptz) from public;
grant execute on function app.provider_records(uuid[], timestamptz, timestamptz) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.provider_records(uuid[], timestamptz, timestamptz);
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
