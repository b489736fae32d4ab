import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'field-sheets',
  order: 91,
  sql: `select s.instrument, s.instrument_version as "instrumentVersion", s.state, s.received_at as "receivedAt"
    from field_sheets s left join assessments a on a.id = s.assessment_id
    where s.household_id = $1 and a.restricted is not true order by s.received_at, s.id`,
});
