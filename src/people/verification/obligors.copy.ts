import { defineCopySection } from '../../trust/copies';

// Whom the household has named for whom, and what it gets from them: that is its own. Name, income and state of the other
// person are theirs.
defineCopySection({
  key: 'obligors',
  order: 61,
  sql: `select m.name as person, o.relation, o.paper, o.paper_on::text as "paperOn", o.agreed_month_fen::float8 as "agreedMonthFen",
    o.paid_month_fen::float8 as "paidMonthFen", o.as_of::text as "asOf", o.recorded_at as "recordedAt", o.ended_at as "endedAt"
    from support_obligors o join household_members m on m.id = o.member_id where o.household_id = $1
    order by o.recorded_at, o.id`,
});

defineCopySection({
  key: 'obligor-askings',
  order: 61,
  sql: `select asked_on::text as "askedOn", recorded_at as "recordedAt", ended_at as "endedAt"
    from support_obligor_askings where household_id = $1 order by recorded_at, id`,
});
