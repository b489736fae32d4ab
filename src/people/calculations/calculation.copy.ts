import { defineCopySection } from '../../trust/copies';

// What relatives elsewhere earn is theirs.
defineCopySection({
  key: 'calculations',
  order: 85,
  sql: `select on_day::text as "onDay", engine_version as "engineVersion", nullif(facts, '')::jsonb - 'obligors' as facts,
    nullif(result, '')::json as result, made_at as "madeAt"
    from calculations where household_id = $1 order by made_at, id`,
});
