import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'leads',
  order: 30,
  sql: `select number, channel, urgency, state, created_at as "createdAt", closed_at as "closedAt"
    from leads where household_id = $1 order by created_at, id`,
});
