import { z } from 'zod';
import type { Actor } from '../../../platform/database';
import type { Move } from '../../../platform/lifecycle';
import { type Levels, released, releaseFields, withheld } from '../../../trust/access';

export const referralLogView = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        move: z.string(),
        from: z.string(),
        to: z.string(),
        at: z.iso.datetime(),
        by: z.string().nullable(),
        reason: released('need', z.string().nullable(), { from: 'summary' }),
      }),
    ),
    withheld,
  })
  .meta({ id: 'ReferralLog' });
export type ReferralLog = z.infer<typeof referralLogView>;

/** Staff read who and why, others of their own moves only; reasons as far as the table has it (C3). */
export function viewLog(moves: readonly Move[], actor: Actor, levels: Levels): ReferralLog {
  const staff = actor.organisationId === null && actor.kind !== 'household';
  const items = moves.map(({ id, move, fromState, toState, at, actorId, actorName, reason }) => {
    const open = staff || (actorId !== null && actorId === actor.userId);
    return {
      ...{ id, move, from: fromState, to: toState, at: at.toISOString() },
      ...{ by: open ? actorName : null, reason: open ? reason : null },
    };
  });
  return releaseFields(referralLogView, { items }, levels);
}
