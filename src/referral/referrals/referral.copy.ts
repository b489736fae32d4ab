import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'referrals',
  order: 120,
  sql: `select r.number, r.need_code as "needCode", p.name as "providerName", r.state, r.legal_ground as "legalGround",
    r.sent_at as "sentAt", r.answered_at as "answeredAt", r.started_at as "startedAt", r.ended_at as "endedAt",
    r.confirmed_at as "confirmedAt", r.confirmed_by_name as "confirmedByName", r.dispute_text as "disputeText", r.outcome,
    r.closed_at as "closedAt" from referrals r left join providers p on p.id = r.provider_id
    where r.household_id = $1 and r.need_code <> all ($2::text[]) and r.restricted is not true order by r.created_at, r.id`,
});
