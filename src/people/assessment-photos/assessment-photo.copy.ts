import { defineCopySection } from '../../trust/copies';

// That there is a picture and when it was taken; what is on it is part of the raw answers (C3).
defineCopySection({
  key: 'assessment-photos',
  order: 91,
  sql: `select a.instrument, p.media_type as "mediaType", p.bytes, p.added_at as "addedAt", p.removed_at as "removedAt"
    from assessment_photos p join assessments a on a.id = p.assessment_id
    where p.household_id = $1 and a.restricted is not true order by p.added_at, p.id`,
});
