import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'assessments',
  order: 90,
  sql: `select instrument, instrument_version as "instrumentVersion", mode, state, score, maximum, severity, triage,
    started_at as "startedAt", completed_at as "completedAt" from assessments where household_id = $1
    and restricted is not true order by started_at, id`,
});
