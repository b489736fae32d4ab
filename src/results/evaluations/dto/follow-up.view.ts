import { z } from 'zod';
import { levelsOf, released, releaseFields, withheld } from '../../../trust/access';
import type { FollowUp } from '../follow-up.entity';
import { followUpLifecycle, needChanges } from '../follow-up.lifecycle';

export const followUpView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    householdId: z.uuid(),
    referralId: z.uuid(),
    months: z.number().int(),
    dueOn: z.iso.date(),
    ownerAccountId: z.uuid(),
    state: z.enum(followUpLifecycle.states),
    needChange: released('need', z.enum(needChanges).nullable(), { from: 'summary' }),
    // What was found there may tell of health.
    finding: released('health', z.string().nullable(), { from: 'summary' }),
    doneAt: z.iso.datetime().nullable(),
    version: z.number().int(),
    moves: z.array(z.string()),
    withheld,
  })
  .meta({ id: 'FollowUp' });
export type FollowUpView = z.infer<typeof followUpView>;
export const followUpsView = z.object({ items: z.array(followUpView), next: z.string().nullable() });

/** @param roles of the reader: they decide which moves are offered and which fields are shown (C3) */
export function viewFollowUp(followUp: FollowUp, roles: readonly string[]): FollowUpView {
  const { id, householdId, referralId, months, dueOn, ownerAccountId, state, needChange, finding, version } = followUp;
  const view = {
    ...{ id, self: `/api/v1/follow-ups/${id}`, householdId, referralId, months, dueOn, ownerAccountId, state },
    ...{ needChange, finding, doneAt: followUp.doneAt?.toISOString() ?? null, version },
    moves: followUpLifecycle.allowed(state, roles),
  };
  return releaseFields(followUpView, view, levelsOf(roles, []));
}
