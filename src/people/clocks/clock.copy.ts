import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'clocks',
  order: 84,
  sql: `select kind, state, started_on::text as "startedOn", ended_on::text as "endedOn", last_month_fen as "lastMonthFen",
    document_number as "documentNumber", pauses from household_clocks where household_id = $1 order by started_on, id`,
});
