import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'economy',
  order: 60,
  sql: `select kind, item, amount_fen::float8 as "amountFen", period, method, as_of::text as "asOf", trade,
    exempt_on as "exemptOn", exempt_reason as "exemptReason", note,
    recorded_at as "recordedAt", ended_at as "endedAt" from economy_lines where household_id = $1 order by recorded_at, id`,
});
