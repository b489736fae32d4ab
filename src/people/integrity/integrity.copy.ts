import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'integrity-answers',
  order: 90,
  sql: `select e.line, array_to_string(i.holes, ' ') as holes, i.kind, i.state, i.answered_at as "answeredAt"
    from integrity_answers i join entitlements e on e.id = i.entitlement_id where i.household_id = $1 order by i.answered_at, i.id`,
});
