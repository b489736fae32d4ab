import type { EntityManager } from 'typeorm';
import { newId } from '../../src/platform/database';
import type { ReserveRequest } from '../../src/supply/offerings';

/**
 * One statement that locks, checks and writes, as anybody writes it first (matching.md 2.6), with the same rows as the
 * product's: balance, holding and entry. Its check sees the balances as they were when the statement began, its
 * UPDATE looks at each row again: of a plan some places are then taken and others not, and that is committed.
 */
const RESERVE = `
with wanted as (
  select * from unnest($1::uuid[], $2::uuid[], $3::uuid[]) w (offering_id, holder_id, entry_id)),
locked as (
  select b.offering_id from capacity_balances b
  where b.period = $4 and b.offering_id in (select offering_id from wanted) order by b.offering_id for update),
checked as (
  select count(*) = (select count(*) from wanted) as possible from capacity_balances b join wanted using (offering_id)
  where b.period = $4 and b.opened - b.reserved - b.taken >= 1),
changed as (
  update capacity_balances b set reserved = b.reserved + 1 from locked, checked
  where b.offering_id = locked.offering_id and b.period = $4 and checked.possible and b.opened - b.reserved - b.taken >= 1
  returning b.offering_id),
held as (
  insert into capacity_holdings (holder_id, offering_id, period, quantity, state, expires_at)
  select w.holder_id, w.offering_id, $4, 1, 'reserved', $5 from wanted w join changed using (offering_id)),
entered as (
  insert into capacity_entries (id, offering_id, period, kind, quantity, holder_id, entered_by, entered_at)
  select w.entry_id, w.offering_id, $4, 'reserved', 1, w.holder_id, app.user_id(), app.now() from wanted w join changed using (offering_id))
select offering_id as "offeringId" from changed`;

/** @returns the places of the plan that it took */
export async function reserveByOneStatement(
  manager: EntityManager,
  plan: readonly ReserveRequest[],
): Promise<ReserveRequest[]> {
  const rows = await manager.query<Array<{ offeringId: string }>>(RESERVE, [
    ...[plan.map(({ offeringId }) => offeringId), plan.map(({ holderId }) => holderId), plan.map(() => newId())],
    ...[plan[0]!.period, plan[0]!.expiresAt],
  ]);
  const taken = new Set(rows.map(({ offeringId }) => offeringId));
  return plan.filter(({ offeringId }) => taken.has(offeringId));
}
