import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'rights',
  order: 170,
  sql: `select number, kind, words, field, asked_as as "askedAs", asker_name as "askerName",
    state, decision_reason as "decisionReason", received_at as "receivedAt", decided_at as "decidedAt"
    from rights_requests where household_id = $1 order by received_at, id`,
});

// The machine gathers the copy, so what the household must not see yet, or in writing, is left out here (C2, R46).
defineCopySection({
  key: 'readings',
  order: 180,
  sql: `select at, action, app.ground_of(purpose) as ground from audit_events where household_id = $1
    and app.is_reading(action) and not app.hides_reading(household_id, actor_id, purpose)
    and (action <> 'household.exported' or not app.hides_export(fields))
    and (subject_id = household_id or not app.restricted_reading(subject_id)) order by at, id`,
});
