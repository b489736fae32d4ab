import { z } from 'zod';
import { recheckGrounds } from '../recheck.entity';
import { recheckLifecycle } from '../recheck.lifecycle';
import type { HeldRecheck } from '../rechecks.store';

export const recheckView = z.strictObject({
  id: z.uuid(),
  householdId: z.uuid(),
  /** The decision that is looked at again, and the circle it came to. */
  classificationId: z.uuid(),
  circle: z.enum(['C1', 'C2', 'C3', 'C4', 'outside', 'unknown']).nullable(),
  ground: z.enum(recheckGrounds),
  dueOn: z.iso.date(),
  overdue: z.boolean(),
  state: z.enum(recheckLifecycle.states),
  /** What is proposed instead (R3). */
  proposalId: z.uuid().nullable(),
  raisedAt: z.iso.datetime().nullable(),
  /** Who holds the case; null where nobody works on the household. */
  unitId: z.uuid().nullable(),
  leadWorkerId: z.uuid().nullable(),
  version: z.int(),
});
export const rechecksView = z.strictObject({ items: z.array(recheckView), next: z.string().nullable() });
export type RecheckView = z.infer<typeof recheckView>;

/** @param today YYYY-MM-DD */
export function viewRecheck({ row, unitId, leadWorkerId }: HeldRecheck, today: string): RecheckView {
  const { id, householdId, classificationId, circle, ground, dueOn, state, proposalId, raisedAt, version } = row;
  return {
    ...{ id, householdId, classificationId, circle, ground, dueOn, state, proposalId, unitId, leadWorkerId, version },
    overdue: state === 'open' && dueOn < today,
    raisedAt: raisedAt?.toISOString() ?? null,
  };
}
