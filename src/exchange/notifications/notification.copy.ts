import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'messages',
  order: 160,
  sql: `select id, channel, template, state, created_at as "createdAt", subject_ciphertext as subject,
    body_ciphertext as body from notifications where household_id = $1 and recipient_kind = 'household'
    and restricted is not true order by created_at, id`,
  sealed: {
    subject: { place: 'notifications.subject', subject: 'household' },
    body: { place: 'notifications.body', subject: 'household' },
  },
});
