import { z } from 'zod';
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
    needChange: z.enum(needChanges).nullable(),
    finding: z.string().nullable(),
    doneAt: z.iso.datetime().nullable(),
    version: z.number().int(),
    moves: z.array(z.string()),
  })
  .meta({ id: 'FollowUp' });
export type FollowUpView = z.infer<typeof followUpView>;
export const followUpsView = z.object({ items: z.array(followUpView), next: z.string().nullable() });

/** @param roles of the reader: they decide which moves are offered */
export function viewFollowUp(followUp: FollowUp, roles: readonly string[]): FollowUpView {
  const { id, householdId, referralId, months, dueOn, ownerAccountId, state, needChange, finding, version } = followUp;
  return {
    ...{ id, self: `/api/v1/follow-ups/${id}`, householdId, referralId, months, dueOn, ownerAccountId, state },
    ...{ needChange, finding, doneAt: followUp.doneAt?.toISOString() ?? null, version },
    moves: followUpLifecycle.allowed(state, roles),
  };
}
