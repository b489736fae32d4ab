import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'applications',
  order: 86,
  sql: `select a.id, a.number, a.act, m.name as applicant, a.state, a.missing, a.filed_at as "filedAt", a.accepted_at as "acceptedAt",
    a.checked_at as "checkedAt", a.published_on::text as "publishedOn", a.published_until::text as "publishedUntil", a.outcome,
    a.amount_fen::float8 as "amountFen", a.decided_at as "decidedAt", a.notified_at as "notifiedAt",
    a.remedy_until::text as "remedyUntil", a.ground_ciphertext as reason, a.urgency_ciphertext as urgency,
    p.state as papers, p.due_at as "papersDueAt", p.reclaim_fen::float8 as "reclaimFen"
    from applications a join household_members m on m.id = a.applicant_id
    left join urgent_papers p on p.application_id = a.id where a.household_id = $1 order by a.filed_at, a.id`,
  sealed: {
    reason: { place: 'applications.ground', subject: 'household' },
    urgency: { place: 'applications.urgency', subject: 'household' },
  },
});

defineCopySection({
  key: 'benefit-payments',
  order: 87,
  sql: `select p.act, m.name as payee, p.rhythm, p.amount_fen::float8 as "amountFen", p.from_month::text as "fromMonth",
    p.paid_from as "paidFrom"
    from benefit_payments p join household_members m on m.id = p.payee_id where p.household_id = $1
    order by p.from_month, p.id`,
});
