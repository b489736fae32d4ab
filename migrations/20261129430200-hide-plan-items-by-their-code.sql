-- migrate:up
-- A line of a plan may name a restricted service (SO-05, LE-04, CH-01, CR-04; R46, B30-B32) for a need that is open to all:
-- its own code hides it, unless it is the code of its need, which then decides.
alter policy plan_items_restricted on plan_items using (
  (need_id is null or exists (select 1 from needs n where n.id = need_id))
  and (not app.restricted_code(code) or (select app.is_system())
    or exists (select 1 from needs n where n.id = need_id and n.code = plan_items.code)
    or exists (select 1 from plans p where p.id = plan_id
      and p.household_id = any ((select app.protected_households())::uuid[]))));

-- migrate:down
alter policy plan_items_restricted on plan_items using (
  exists (select 1 from needs n where n.id = need_id)
  or (need_id is null and (not app.restricted_code(code) or (select app.is_system())
    or exists (select 1 from plans p where p.id = plan_id
      and p.household_id = any ((select app.protected_households())::uuid[])))));
