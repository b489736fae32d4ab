import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'money',
  order: 150,
  sql: `select purpose, amount_fen::float8 as "amountFen", state, created_at as "createdAt", decided_at as "decidedAt"
    from fund_requests where holder_id = $1 and not app.restricted_request(holder_id, fund_id)
    order by created_at, id`,
});
