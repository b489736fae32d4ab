-- migrate:up
-- Who waits for a place of a full offering (R97): by urgency and by days waited, never by who asked loudest. A row tells of a
-- household and its need, so the staff of that household see it; of the others a reader learns the order alone.
create table waiting_list_entries (
  id uuid primary key,
  household_id uuid not null references households (id),
  need_id uuid not null references needs (id),
  need_code text not null,
  offering_id uuid not null references offerings (id),
  provider_id uuid not null references providers (id),
  district_code text not null,
  region_path text collate "C" not null,
  urgency text not null constraint waiting_list_entries_urgency_check check (urgency in ('red', 'amber', 'green')),
  state text not null constraint waiting_list_entries_state_check check (state in
    ('waiting', 'offered', 'accepted', 'lapsed', 'left', 'served-elsewhere')),
  joined_at timestamptz not null,
  -- The civil day of joining: days waited are counted by it, so that the order of two never turns round by itself.
  joined_on date not null,
  joined_by uuid,
  -- The place as last told; null once the wait is over.
  position integer constraint waiting_list_entries_position_check check (position > 0),
  -- Why it was once worse than told before, and when; a wait has one at most, the newest.
  worsened_by text constraint waiting_list_entries_worsened_by_check check (worsened_by in ('urgent-came-in', 'rules-changed')),
  worsened_at timestamptz,
  offered_at timestamptz,
  -- The held place: until when, and of which month.
  offered_until timestamptz,
  period text constraint waiting_list_entries_period_check check (period ~ '^\d{4}-\d{2}$'),
  referral_id uuid references referrals (id),
  ended_at timestamptz,
  end_reason text constraint waiting_list_entries_end_reason_check check (end_reason in ('accepted', 'hold-over', 'left',
    'declined', 'not-admitted', 'consent-ended', 'need-over', 'household-closed', 'offering-closed', 'places-unknown',
    'served-elsewhere')),
  version integer not null,
  -- The machine's last look at a free place found that it cannot be this one's now: the turn stays, the place is not kept for it.
  held_up boolean not null default false,
  -- A restricted flag of a scale stands behind its need (B30, B31); the database sets it.
  restricted boolean,
  constraint waiting_list_entries_offered_check check ((state = 'offered') <= (offered_until is not null and period is not null)),
  constraint waiting_list_entries_accepted_check check ((state = 'accepted') <= (referral_id is not null)),
  constraint waiting_list_entries_ended_check check ((state in ('waiting', 'offered')) = (ended_at is null)),
  constraint waiting_list_entries_worsened_check check ((worsened_by is null) = (worsened_at is null))
);
create unique index waiting_list_entries_need_id_live_key on waiting_list_entries (need_id, offering_id)
  where state in ('waiting', 'offered');
create index waiting_list_entries_offering_id_live_idx on waiting_list_entries (offering_id, joined_at)
  where state in ('waiting', 'offered');
create index capacity_entries_offering_id_entered_at_idx on capacity_entries (offering_id, entered_at);
create index waiting_list_entries_household_id_idx on waiting_list_entries (household_id, joined_at desc);
create index waiting_list_entries_district_code_region_path_idx on waiting_list_entries (district_code, region_path, joined_at desc);
alter table waiting_list_entries enable row level security;
create policy waiting_list_entries_all on waiting_list_entries to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
create policy waiting_list_entries_not_evaluators on waiting_list_entries as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy waiting_list_entries_restricted on waiting_list_entries as restrictive to yuanlian_app, yuanlian_worker using (
  (not app.restricted_code(need_code) and restricted is not true) or (select app.is_system())
  or household_id = any ((select app.protected_households())::uuid[]));
create policy waiting_list_entries_not_conflicted on waiting_list_entries as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
grant select, insert, update on waiting_list_entries to yuanlian_app, yuanlian_worker;

select app.protect_by_record('waiting_list_entries'::regclass);
create trigger waiting_list_entries_mark_flagged before insert on waiting_list_entries
  for each row execute function app.mark_flagged();
create trigger waiting_list_entries_keep_merged_shut before insert on waiting_list_entries
  for each row execute function app.keep_merged_shut();

-- Definer: the order is one for all who wait, whoever looks; ids, urgency and dates only, no household (C3).
create function app.waiting_list_of(wanted uuid)
  returns table (id uuid, urgency text, state text, joined_at timestamptz, joined_on date, place integer)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select w.id, w.urgency, w.state, w.joined_at, w.joined_on, w.position
    from waiting_list_entries w join offerings o on o.id = w.offering_id
   where w.offering_id = wanted and w.state in ('waiting', 'offered')
     and (o.district_code = any ((select app.districts())::text[]) or o.provider_id = (select app.organisation()));
end;
-- Definer: whoever joins may move others, whose files are out of reach. The caller has worked the places out and put the
-- act that moved them on the record.
create function app.place_waiting_list(wanted uuid, ids uuid[], places integer[], reasons text[], at timestamptz) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update waiting_list_entries w set position = n.place,
      worsened_by = coalesce(n.reason, w.worsened_by),
      worsened_at = case when n.reason is null then w.worsened_at else at end
    from unnest(ids, places, reasons) as n (id, place, reason)
   where w.id = n.id and w.offering_id = wanted and w.state in ('waiting', 'offered')
     and w.district_code = any ((select app.districts())::text[]);
end;
-- Definer: a free place belongs to those who wait and could be offered it, also where the sender sees none of them. Where
-- the places are unknown there is none to keep.
create function app.somebody_waits(wanted uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select 1 from waiting_list_entries w join offerings o on o.id = w.offering_id
    where w.offering_id = wanted and w.state = 'waiting' and not w.held_up and o.capacity_known);
end;
-- Definer: derived from what is on the record already, like the places. Whoever is not named is not held up any more.
create function app.hold_up_waiting(wanted uuid, ids uuid[]) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update waiting_list_entries w set held_up = w.id = any (ids)
   where w.offering_id = wanted and w.state = 'waiting' and w.held_up <> (w.id = any (ids)) and (select app.is_system())
     and w.district_code = any ((select app.districts())::text[]);
end;
-- Definer: one rate for all who look, also where holders are out of reach. Given back or added; a place that only one who
-- waits had held is no place more.
create function app.freed_places(wanted uuid, since timestamptz, until timestamptz) returns integer
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select coalesce(sum(e.quantity), 0)::integer from capacity_entries e join offerings o on o.id = e.offering_id
   where e.offering_id = wanted and e.entered_at > since and e.entered_at <= until
     and e.kind in ('released', 'opened', 'corrected') and e.quantity > 0
     and not exists (select 1 from waiting_list_entries w where w.id = e.holder_id)
     and (o.district_code = any ((select app.districts())::text[]) or o.provider_id = (select app.organisation()));
end;
-- Definer: the places that the queues of some offerings will take, over the whole district, by the same measure as
-- `app.somebody_waits`: nobody shares out what could not be sent. Figures only.
create function app.places_waited_for(wanted uuid[]) returns table (offering_id uuid, places integer)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select o.id, count(*)::integer from offerings o
    join waiting_list_entries w on w.offering_id = o.id and w.state = 'waiting' and not w.held_up
   where o.id = any (wanted) and o.capacity_known and o.district_code = any ((select app.districts())::text[])
     and not app.is_provider() and not app.is_evaluator()
   group by o.id;
end;
create function app.restricted_wait(wanted uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select 1 from waiting_list_entries w where w.id = wanted and (app.restricted_code(w.need_code) or w.restricted));
end;
revoke execute on function app.waiting_list_of(uuid), app.place_waiting_list(uuid, uuid[], integer[], text[], timestamptz),
  app.somebody_waits(uuid), app.hold_up_waiting(uuid, uuid[]), app.freed_places(uuid, timestamptz, timestamptz),
  app.places_waited_for(uuid[]), app.restricted_wait(uuid) from public;
grant execute on function app.waiting_list_of(uuid), app.place_waiting_list(uuid, uuid[], integer[], text[], timestamptz),
  app.somebody_waits(uuid), app.hold_up_waiting(uuid, uuid[]), app.freed_places(uuid, timestamptz, timestamptz),
  app.places_waited_for(uuid[]), app.restricted_wait(uuid) to yuanlian_app, yuanlian_worker;

-- Added to the functions as they stand, whatever else has joined them.
do $$
begin
  execute replace(pg_get_functiondef('app.take_household_along'::regproc), '  return null;',
    E'  update waiting_list_entries set region_path = new.region_path where household_id = new.id;\n  return null;');
  execute regexp_replace(pg_get_functiondef('app.restricted_subject'::regproc), 'SELECT ', 'SELECT app.restricted_wait(wanted) OR ');
end $$;

-- A held place stands in the ledgers by the entry that holds it, as an order does by its referral.
alter policy contract_entries_restricted on contract_entries using (
  (select app.is_system()) or holder_id is null
  or (not app.restricted_referral(holder_id) and not app.restricted_wait(holder_id))
  or exists (select 1 from referrals r where r.id = holder_id)
  or exists (select 1 from waiting_list_entries w where w.id = holder_id));
alter policy capacity_entries_restricted on capacity_entries using (
  (select app.is_system()) or holder_id is null
  or (not app.restricted_referral(holder_id) and not app.restricted_wait(holder_id))
  or exists (select 1 from referrals r where r.id = holder_id)
  or exists (select 1 from waiting_list_entries w where w.id = holder_id));
alter policy capacity_holdings_restricted on capacity_holdings using (
  (select app.is_system()) or (not app.restricted_referral(holder_id) and not app.restricted_wait(holder_id))
  or exists (select 1 from referrals r where r.id = holder_id)
  or exists (select 1 from waiting_list_entries w where w.id = holder_id));

-- migrate:down
alter policy capacity_holdings_restricted on capacity_holdings using (
  (select app.is_system()) or not app.restricted_referral(holder_id)
  or exists (select 1 from referrals r where r.id = holder_id));
alter policy capacity_entries_restricted on capacity_entries using (
  (select app.is_system()) or holder_id is null or not app.restricted_referral(holder_id)
  or exists (select 1 from referrals r where r.id = holder_id));
alter policy contract_entries_restricted on contract_entries using (
  (select app.is_system()) or holder_id is null or not app.restricted_referral(holder_id)
  or exists (select 1 from referrals r where r.id = holder_id));
do $$
begin
  execute replace(pg_get_functiondef('app.restricted_subject'::regproc), 'app.restricted_wait(wanted) OR ', '');
  execute replace(pg_get_functiondef('app.take_household_along'::regproc),
    E'  update waiting_list_entries set region_path = new.region_path where household_id = new.id;\n', '');
end $$;
drop function app.restricted_wait(uuid);
drop function app.places_waited_for(uuid[]);
drop function app.freed_places(uuid, timestamptz, timestamptz);
drop function app.hold_up_waiting(uuid, uuid[]);
drop function app.somebody_waits(uuid);
drop function app.place_waiting_list(uuid, uuid[], integer[], text[], timestamptz);
drop function app.waiting_list_of(uuid);
drop table waiting_list_entries;
drop index capacity_entries_offering_id_entered_at_idx;
