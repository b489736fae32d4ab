import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'watch-labels',
  order: 91,
  sql: `select label, since, source, listed_on as "listedOn" from watch_labels where household_id = $1 order by listed_on, label`,
});
