-- migrate:up
-- A household that moves to another place takes along, in the same moment, everything that is found by its place: who
-- reaches the file reaches the work on it (design 8.1). Not taken along: leads, which tell where somebody was seen (R54),
-- the record, which is sealed, and closed gaps, which count where help was missing (I8).
create function app.take_household_along() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update household_grams set region_path = new.region_path where household_id = new.id;
  update household_links set region_path = new.region_path where household_id = new.id;
  update cases set region_path = new.region_path where household_id = new.id;
  update needs set region_path = new.region_path where household_id = new.id;
  update gaps set region_path = new.region_path where household_id = new.id and state = 'open';
  update plans set region_path = new.region_path where household_id = new.id;
  update referrals set region_path = new.region_path where household_id = new.id;
  update evaluations set region_path = new.region_path where household_id = new.id;
  update follow_ups set region_path = new.region_path where household_id = new.id;
  update notifications set region_path = new.region_path where household_id = new.id;
  update moves set region_path = new.region_path where household_id = new.id and region_path is not null;
  return null;
end $$;
revoke execute on function app.take_household_along() from public;
create trigger households_take_along after update of region_path on households
  for each row when (old.region_path is distinct from new.region_path) execute function app.take_household_along();
-- Households that moved before this rule.
update needs n set region_path = h.region_path from households h
  where h.id = n.household_id and n.region_path <> h.region_path;
update gaps g set region_path = h.region_path from households h
  where h.id = g.household_id and g.state = 'open' and g.region_path <> h.region_path;
update plans p set region_path = h.region_path from households h
  where h.id = p.household_id and p.region_path <> h.region_path;
update referrals r set region_path = h.region_path from households h
  where h.id = r.household_id and r.region_path <> h.region_path;
update evaluations e set region_path = h.region_path from households h
  where h.id = e.household_id and e.region_path <> h.region_path;
update follow_ups f set region_path = h.region_path from households h
  where h.id = f.household_id and f.region_path <> h.region_path;
update notifications n set region_path = h.region_path from households h
  where h.id = n.household_id and n.region_path <> h.region_path;
update household_links l set region_path = h.region_path from households h
  where h.id = l.household_id and l.region_path <> h.region_path;
update moves m set region_path = h.region_path from households h
  where h.id = m.household_id and m.region_path <> h.region_path;

-- The trigger does the work of this subscriber.
delete from event_deliveries where subscriber = 'cases-follow-household' and done_at is null;

-- migrate:down
drop trigger households_take_along on households;
drop function app.take_household_along();
