import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'gaps',
  order: 125,
  sql: `select code, cause, month, state from gaps where household_id = $1 and code <> all ($2::text[]) and restricted is not true
    order by opened_at, id`,
});
