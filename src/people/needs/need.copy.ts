import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'needs',
  order: 100,
  sql: `select code, severity, state, source, assessed, found_at as "foundAt", confirmed_at as "confirmedAt",
    closed_at as "closedAt" from needs where household_id = $1 and code <> all ($2::text[])
    and restricted is not true order by found_at, id`,
});
