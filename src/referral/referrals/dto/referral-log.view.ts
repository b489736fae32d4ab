import { z } from 'zod';
import type { Actor } from '../../../platform/database';
import type { Move } from '../../../platform/lifecycle';
import { levelsOf, released, releaseFields, withheld } from '../../../trust/access';

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
        reason: released('plan', z.string().nullable(), { from: 'summary' }),
      }),
    ),
    withheld,
  })
  .meta({ id: 'ReferralLog' });

/** Staff read who and, as the table has it, why; others names and reasons of their own moves only (C3). */
export function viewLog(moves: readonly Move[], actor: Actor): z.infer<typeof referralLogView> {
  const staff = actor.organisationId === null && actor.kind !== 'household';
  const items = moves.map(({ id, move, fromState, toState, at, actorId, actorName, reason }) => {
    const open = staff || (actorId !== null && actorId === actor.userId);
    return {
      ...{ id, move, from: fromState, to: toState, at: at.toISOString() },
      ...{ by: open ? actorName : null, reason: open ? reason : null },
    };
  });
  return staff ? releaseFields(referralLogView, { items }, levelsOf(actor.roles, [])) : { items, withheld: [] };
}
