import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'followUps',
  order: 140,
  sql: `select months, due_on::text as "dueOn", state, need_change as "needChange", done_at as "doneAt"
    from follow_ups where household_id = $1 and restricted is not true order by due_on, id`,
});
