import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'rights',
  order: 170,
  sql: `select number, kind, words, field, asked_as as "askedAs", asker_name as "askerName",
    state, decision_reason as "decisionReason", received_at as "receivedAt", decided_at as "decidedAt"
    from rights_requests where household_id = $1 order by received_at, id`,
});

defineCopySection({
  key: 'readings',
  order: 180,
  sql: `select at, action from audit_events where household_id = $1 and action ~ '(read|revealed|printed)$'
    order by at, id`,
});
