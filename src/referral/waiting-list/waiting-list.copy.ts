import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'waiting-list',
  order: 123,
  sql: `select w.need_code as "needCode", p.name as "providerName", w.state, w.urgency, w.joined_at as "joinedAt", w.position,
    w.worsened_by as "worsenedBy", w.offered_at as "offeredAt", w.offered_until as "offeredUntil", w.ended_at as "endedAt",
    w.end_reason as "endReason" from waiting_list_entries w left join providers p on p.id = w.provider_id
    where w.household_id = $1 and w.need_code <> all ($2::text[]) and w.restricted is not true order by w.joined_at, w.id`,
});
