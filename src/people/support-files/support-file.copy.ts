import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'support-files',
  order: 88,
  sql: `select f.id, f.number, m.name as person, f.state, f.form, f.care_level as "careLevel", f.opened_on::text as "openedOn",
    f.next_visit_on::text as "nextVisitOn", f.end_reason as "endReason", f.ended_on::text as "endedOn",
    f.place_ciphertext as "supportPlace"
    from support_files f join household_members m on m.id = f.member_id where f.household_id = $1 order by f.opened_on, f.id`,
  sealed: { supportPlace: { place: 'support_files.place', subject: 'household' } },
});

defineCopySection({
  key: 'support-assessments',
  order: 89,
  sql: `select a.assessed_on::text as "assessedOn", array_to_string(a.failed_acts, ' ') as "failedActs", a.level as "careLevel"
    from support_assessments a where a.household_id = $1 order by a.assessed_on, a.id`,
});

defineCopySection({
  key: 'support-agreements',
  order: 89,
  sql: `select a.id, a.state, a.signed_on::text as "signedOn", a.starts_on::text as "startsOn", a.until_on::text as "untilOn",
    a.ended_on::text as "endedOn", a.carer_ciphertext as carer, a.duties_ciphertext as duties
    from support_agreements a where a.household_id = $1 order by a.starts_on, a.id`,
  sealed: {
    carer: { place: 'support_agreements.carer', subject: 'household' },
    duties: { place: 'support_agreements.duties', subject: 'household' },
  },
});

defineCopySection({
  key: 'support-visits',
  order: 89,
  sql: `select v.visited_on::text as "visitedOn", v.seen, v.condition, v.next_on::text as "nextVisitOn"
    from support_visits v where v.household_id = $1 order by v.visited_on, v.id`,
});

defineCopySection({
  key: 'support-proposals',
  order: 89,
  sql: `select p.id, p.kind, p.to_form as form, p.wished_on::text as "wishedOn", p.state, p.decided_at as "decidedAt",
    p.ground_ciphertext as reason from support_proposals p where p.household_id = $1 order by p.proposed_at, p.id`,
  sealed: { reason: { place: 'support_proposals.ground', subject: 'household' } },
});
