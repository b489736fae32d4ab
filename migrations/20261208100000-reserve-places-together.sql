-- migrate:up
-- The places of a plan are reserved in one call (design 3, matching.md 2.6): rows are locked in the order of their ids, then
-- looked at again as they are now, then written, all of them or none. Each step is a statement of its own: only so does it
-- see what another had committed before the lock was given. A refusal writes nothing and is told, not raised.
create function app.reserve_places(holders uuid[], offering_ids uuid[], months text[], counts integer[], ends timestamptz[], at timestamptz)
  returns table (verdict text, district text) language plpgsql volatile set search_path = public, pg_temp as $$
declare
  verdicts text[];
  districts text[];
  free boolean[];
  wanted integer;
  written integer;
begin
  -- A month begins with its first use. Before any lock: who waits here for another's row holds nothing that one could want.
  with made as (
    insert into capacity_balances (offering_id, period, opened, reserved, taken)
    select distinct o.id, w.month, o.capacity_per_period, 0, 0
      from unnest(offering_ids, months) w (offering, month) join offerings o on o.id = w.offering
      where o.capacity_known and not exists (
        select from capacity_balances b where b.offering_id = w.offering and b.period = w.month)
      order by 1, 2
    on conflict do nothing returning offering_id, period, opened)
  insert into capacity_entries (id, offering_id, period, kind, quantity, entered_by, entered_at)
    select uuidv7(), m.offering_id, m.period, 'opened', m.opened, app.user_id(), at from made m;

  perform from capacity_holdings h where h.holder_id = any (holders) order by h.holder_id for update;
  perform from capacity_balances b
    where (b.offering_id, b.period) in (select w.offering, w.month from unnest(offering_ids, months) w (offering, month))
    order by b.offering_id, b.period for update;

  select array_agg(case when j.said = 'free' and j.asked > j.available then 'full' else j.said end order by j.place),
      array_agg(j.district order by j.place)
    into verdicts, districts
    from (
      select s.*, sum(s.quantity) filter (where s.said = 'free') over (partition by s.offering, s.month) as asked
      from (
        select w.*, o.district_code as district, b.opened - b.reserved - b.taken as available,
          case when o.id is null then 'absent'
            when not o.capacity_known then 'ask-first'
            when (h.offering_id, h.period, h.quantity) = (w.offering, w.month, w.quantity) and h.state <> 'released' then 'held'
            when h.state <> 'released' or count(*) over (partition by w.holder) > 1 then 'elsewhere'
            else 'free' end as said
        from unnest(holders, offering_ids, months, counts) with ordinality w (holder, offering, month, quantity, place)
        left join offerings o on o.id = w.offering
        left join capacity_balances b on b.offering_id = w.offering and b.period = w.month
        left join capacity_holdings h on h.holder_id = w.holder) s) j;

  if not verdicts && '{absent,elsewhere,full}' then
    select array_agg(v = 'free' order by place), count(*) filter (where v = 'free')
      into free, wanted from unnest(verdicts) with ordinality u (v, place);
    insert into capacity_holdings as h (holder_id, offering_id, period, quantity, state, expires_at)
      select w.holder, w.offering, w.month, w.quantity, 'reserved', w.ending
        from unnest(holders, offering_ids, months, counts, ends, free) w (holder, offering, month, quantity, ending, is_free)
        where w.is_free order by w.holder
      on conflict (holder_id) do update set offering_id = excluded.offering_id, period = excluded.period,
        quantity = excluded.quantity, state = excluded.state, expires_at = excluded.expires_at
        where h.state = 'released';
    get diagnostics written = row_count;
    -- The holder had none when it was looked for, so there was no row to lock: another call was first meanwhile.
    if written <> wanted then raise exception 'holder-has-places' using errcode = 'YL409'; end if;
    -- The balance refuses by its CHECK what should not be possible any more.
    update capacity_balances b set reserved = b.reserved + w.quantity
      from (select u.offering, u.month, sum(u.quantity)::integer as quantity
          from unnest(offering_ids, months, counts, free) u (offering, month, quantity, is_free)
          where u.is_free group by u.offering, u.month) w
      where b.offering_id = w.offering and b.period = w.month;
    insert into capacity_entries (id, offering_id, period, kind, quantity, holder_id, entered_by, entered_at)
      select uuidv7(), w.offering, w.month, 'reserved', w.quantity, w.holder, app.user_id(), at
        from unnest(holders, offering_ids, months, counts, free) w (holder, offering, month, quantity, is_free)
        where w.is_free;
  end if;
  return query select v, d from unnest(verdicts, districts) u (v, d);
end $$;
revoke execute on function app.reserve_places(uuid[], uuid[], text[], integer[], timestamptz[], timestamptz) from public;
grant execute on function app.reserve_places(uuid[], uuid[], text[], integer[], timestamptz[], timestamptz)
  to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.reserve_places(uuid[], uuid[], text[], integer[], timestamptz[], timestamptz);
