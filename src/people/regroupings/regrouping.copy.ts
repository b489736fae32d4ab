import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'regroupings',
  order: 22,
  sql: `select kind, effective_on::text as "effectiveOn", reason, note, no_adult_reason as "noAdultReason", state,
    household_id = $1 as left from regroupings where household_id = $1 order by done_at, id`,
});
