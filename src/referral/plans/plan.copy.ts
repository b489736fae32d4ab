import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'plans',
  order: 110,
  sql: `select p.number, p.plan_version as "planVersion", p.state, p.summary, p.signed_by_name as "signedByName",
    p.confirmed_at as "confirmedAt", i.side, i.code, i.goal, i.action, i.owner_name as "ownerName", i.due_on::text as "dueOn",
    i.choice from plans p join plan_items i on i.plan_id = p.id left join needs n on n.id = i.need_id
    where p.household_id = $1 and coalesce(i.code <> all ($2::text[]), true) and coalesce(n.code <> all ($2::text[]), true) and n.restricted is not true
    order by p.plan_version, i.position`,
});
