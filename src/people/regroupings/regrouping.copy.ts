import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'regroupings',
  order: 22,
  sql: `select id, kind, effective_on::text as "effectiveOn", reason, note_ciphertext as note,
    no_adult_reason_ciphertext as "noAdultReason", state, household_id = $1 as left from regroupings where household_id = $1 order by done_at, id`,
  sealed: {
    note: { place: 'regroupings.note', subject: 'household' },
    noAdultReason: { place: 'regroupings.no_adult_reason', subject: 'household' },
  },
});
