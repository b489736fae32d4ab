import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'consents',
  order: 50,
  sql: `select scope, receiver_name as "receiverName", items, struck_items as "struckItems",
    given_by_name as "givenByName", mode, state, asked_at as "askedAt", given_at as "givenAt",
    valid_until::text as "validUntil", ended_at as "endedAt" from consents where household_id = $1
    and restricted is not true order by asked_at, id`,
});
