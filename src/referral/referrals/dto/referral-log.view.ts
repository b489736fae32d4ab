import { z } from 'zod';
import type { Actor } from '../../../platform/database';
import type { Move } from '../../../platform/lifecycle';

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
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'ReferralLog' });

/** Staff read who and why; others read names and reasons of their own moves only. */
export function viewLog(moves: readonly Move[], actor: Actor): z.infer<typeof referralLogView> {
  const all = actor.organisationId === null && actor.kind !== 'household';
  return {
    items: moves.map(({ id, move, fromState, toState, at, actorId, actorName, reason }) => {
      const open = all || (actorId !== null && actorId === actor.userId);
      return {
        id,
        move,
        from: fromState,
        to: toState,
        at: at.toISOString(),
        by: open ? actorName : null,
        reason: open ? reason : null,
      };
    }),
  };
}
