import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'matches',
  order: 115,
  sql: `select made_at as "madeAt", snapshot ->> 'packVersion' as "packVersion" from match_runs
    where household_id = $1 and restricted is not true order by made_at, id`,
});
