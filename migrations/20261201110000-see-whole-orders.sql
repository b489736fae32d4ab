-- migrate:up
-- Whoever acts on an order to a department acts on all of it (R93): a question that row-level security hides from them would be
-- left behind in silence. Definer: ids of the questions of an order that somebody can have in reach; households whose file is
-- closed have left everybody's reach, and nothing waits for them.
create function app.department_order_questions(wanted uuid) returns table (answer_id uuid)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select l.answer_id from department_orders o join department_order_lines l on l.order_id = o.id
      join check_answers a on a.id = l.answer_id join households h on h.id = a.household_id
   where o.id = wanted and h.state = 'active' and o.district_code = any (app.districts()) and app.organisation() is null
     and (app.has_role('centre-worker') or app.has_role('officer') or app.is_system());
end;
revoke execute on function app.department_order_questions(uuid) from public;
grant execute on function app.department_order_questions(uuid) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.department_order_questions(uuid);
