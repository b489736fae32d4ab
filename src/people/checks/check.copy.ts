import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'checks',
  order: 62,
  sql: `select r.purpose, r.requested_at as "requestedAt", c.department, c.simulated, m.name as person, a.item, a.state, a.reason,
    a.held, a.things, a.amount_fen::float8 as "amountFen", a.period, a.as_of::text as "asOf", a.answered_at as "answeredAt"
    from check_answers a join check_calls c on c.id = a.call_id join check_requests r on r.id = a.request_id
    join household_members m on m.id = a.member_id where a.household_id = $1 order by r.requested_at, a.id`,
});

defineCopySection({
  key: 'check-mismatches',
  order: 63,
  sql: `select department, item, economy_item as "economyItem", answered_fen::float8 as "answeredFen",
    declared_fen::float8 as "declaredFen", state, opened_at as "openedAt", decided_at as "decidedAt"
    from check_mismatches where household_id = $1 order by opened_at, id`,
});
