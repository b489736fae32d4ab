-- migrate:up
-- The places of a plan are reserved in one call (design 3, matching.md 2.6): rows are locked in the order of their ids, then
-- looked at again as they are now, then written, all of them or none. Each of these is a statement of its own: only so does
-- the look see what another had committed before the lock was given. A refusal writes nothing and is told, not raised.
-- Who may is asked once, here, as the policies of offerings, balances, entries and holdings ask it: of their own for each of
-- the statements the rules took longer than the work.
create function app.write_reservations(holders uuid[], offering_ids uuid[], months text[], counts integer[], ends timestamptz[], at timestamptz)
  returns table (verdict text, district text) language plpgsql volatile security definer
  -- Planned once: with arrays PostgreSQL would think each time that a plan for these very values is worth making.
  set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  reached uuid[];
  unopened boolean;
  verdicts text[];
  districts text[];
  missing integer;
begin
  select array_agg(o.id), bool_or(o.capacity_known and b.offering_id is null) into reached, unopened
    from unnest(offering_ids, months) w (offering, month)
    join offerings o on o.id = w.offering and (o.provider_id = app.organisation()
      or (app.is_staff() and o.district_code = any (app.districts())))
    left join capacity_balances b on b.offering_id = w.offering and b.period = w.month;

  -- A month begins with its first use. Before any lock: who waits here for another's row holds nothing that one could want.
  if unopened then
    with made as (
      insert into capacity_balances (offering_id, period, opened, reserved, taken)
      select distinct o.id, w.month, o.capacity_per_period, 0, 0
        from unnest(offering_ids, months) w (offering, month) join offerings o on o.id = w.offering
        where o.capacity_known and o.id = any (reached) order by 1, 2
      on conflict do nothing returning offering_id, period, opened)
    insert into capacity_entries (id, offering_id, period, kind, quantity, entered_by, entered_at)
      select uuidv7(), m.offering_id, m.period, 'opened', m.opened, app.user_id(), at from made m;
  end if;

  perform from capacity_holdings h where h.holder_id = any (holders) order by h.holder_id for update;
  perform from capacity_balances b
    where b.offering_id = any (reached) and (b.offering_id, b.period) in (
      select w.offering, w.month from unnest(offering_ids, months) w (offering, month))
    order by b.offering_id, b.period for update;

  -- Row by row, by key: a plan made for small tables would go on to read them whole.
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
        left join lateral (select * from offerings p where p.id = w.offering and p.id = any (reached) limit 1) o on true
        left join lateral (select * from capacity_balances c where c.offering_id = o.id and c.period = w.month limit 1) b on true
        left join lateral (select * from capacity_holdings k where k.holder_id = w.holder limit 1) h on true) s) j;

  if not verdicts && '{absent,elsewhere,full}' then
    -- All is checked and locked: what is written here waits for nobody. The balance refuses by its CHECK what is impossible now.
    with free as (
      select w.* from unnest(holders, offering_ids, months, counts, ends, verdicts) w (holder, offering, month, quantity, ending, said)
        where w.said = 'free'),
    held as (
      insert into capacity_holdings as h (holder_id, offering_id, period, quantity, state, expires_at)
      select f.holder, f.offering, f.month, f.quantity, 'reserved', f.ending from free f order by f.holder
      on conflict (holder_id) do update set offering_id = excluded.offering_id, period = excluded.period,
        quantity = excluded.quantity, state = excluded.state, expires_at = excluded.expires_at
        where h.state = 'released' returning 1),
    changed as (
      update capacity_balances b set reserved = b.reserved + f.quantity
      from (select g.offering, g.month, sum(g.quantity)::integer as quantity from free g group by g.offering, g.month) f
      where b.offering_id = f.offering and b.period = f.month),
    entered as (
      insert into capacity_entries (id, offering_id, period, kind, quantity, holder_id, entered_by, entered_at)
      select uuidv7(), f.offering, f.month, 'reserved', f.quantity, f.holder, app.user_id(), at from free f)
    select (select count(*) from free) - (select count(*) from held) into missing;
    -- The holder had none when it was looked for, so there was no row to lock: another call was first meanwhile.
    if missing <> 0 then raise exception 'holder-has-places' using errcode = 'YL409'; end if;
  end if;
  return query select * from unnest(verdicts, districts);
end $$;

-- The one rule that hangs on what the caller may see: a restricted order (R46, B30-B32) is there for the named team, its
-- provider and the machine alone.
create function app.reserve_places(holders uuid[], offering_ids uuid[], months text[], counts integer[], ends timestamptz[], at timestamptz)
  returns table (verdict text, district text) language plpgsql volatile set search_path = public, pg_temp as $$
begin
  if not app.is_system() and exists (select from unnest(holders) h (id) where app.restricted_referral(h.id)) then
    if exists (select from unnest(holders) h (id) where app.restricted_referral(h.id)
        and not exists (select from referrals r where r.id = h.id)) then
      raise exception 'the order is out of reach' using errcode = 'insufficient_privilege';
    end if;
  end if;
  return query select w.verdict, w.district from app.write_reservations(holders, offering_ids, months, counts, ends, at) w;
end $$;
revoke execute on function app.write_reservations(uuid[], uuid[], text[], integer[], timestamptz[], timestamptz),
  app.reserve_places(uuid[], uuid[], text[], integer[], timestamptz[], timestamptz) from public;
grant execute on function app.write_reservations(uuid[], uuid[], text[], integer[], timestamptz[], timestamptz),
  app.reserve_places(uuid[], uuid[], text[], integer[], timestamptz[], timestamptz) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.reserve_places(uuid[], uuid[], text[], integer[], timestamptz[], timestamptz);
drop function app.write_reservations(uuid[], uuid[], text[], integer[], timestamptz[], timestamptz);
