-- migrate:up
-- A post ends when its moment has come by the database's clock too, whatever moment the application names: a minute's
-- leave for clocks that differ. A business clock set ahead (demonstration, tests) still refuses whoever asks by it.
create or replace function app.close_ended_posts(business_now timestamptz, wanted uuid) returns integer
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  with closed as (
    update account_roles r set ended_at = clock_timestamp()
    where r.ended_at is null and (wanted is null or r.account_id = wanted)
      and (r.valid_until <= least(business_now, clock_timestamp() + interval '1 minute')
        or exists (select 1 from access_terms t where t.id = r.term_id and (t.ended_at is not null
          or t.ends_at <= least(business_now, clock_timestamp() + interval '1 minute'))))
    returning 1)
  select count(*)::integer from closed;
end;

-- migrate:down
create or replace function app.close_ended_posts(business_now timestamptz, wanted uuid) returns integer
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  with closed as (
    update account_roles r set ended_at = clock_timestamp()
    where r.ended_at is null and (wanted is null or r.account_id = wanted) and (r.valid_until <= business_now
      or exists (select 1 from access_terms t where t.id = r.term_id and (t.ended_at is not null or t.ends_at <= business_now)))
    returning 1)
  select count(*)::integer from closed;
end;
