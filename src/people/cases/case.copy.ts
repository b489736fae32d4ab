import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'cases',
  order: 40,
  sql: `select number, tier, state, emergency, opened_at as "openedAt", closed_at as "closedAt",
    close_reason as "closeReason" from cases where household_id = $1 order by opened_at, id`,
});
