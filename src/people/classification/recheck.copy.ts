import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'rechecks',
  order: 82,
  sql: `select ground, due_on::text as "dueOn", state, opened_at as "openedAt", closed_at as "closedAt"
    from rechecks where household_id = $1 order by opened_at, id`,
});
