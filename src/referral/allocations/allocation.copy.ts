import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'allocations',
  order: 126,
  sql: `select a.number, n.code, n.outcome, n.reason, n.cause, n.publication, n.left_out as "leftOut", a.published_at as "publishedAt"
    from allocation_needs n join allocations a on a.id = n.allocation_id
    where n.household_id = $1 and a.state = 'published' and n.code <> all ($2::text[]) order by a.published_at, n.place`,
});
