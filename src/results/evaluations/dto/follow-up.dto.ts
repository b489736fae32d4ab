import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { followUpLifecycle, needChanges } from '../follow-up.lifecycle';

const text = z.string().trim().min(1).max(2000);
const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });
export const followUpStates = followUpLifecycle.states;

export const FollowUpQuery = z.strictObject({
  state: z.enum(followUpStates).optional(),
  mine: flag.optional(),
  householdId: z.uuid().optional(),
  referralId: z.uuid().optional(),
  ...pageQuery,
});
export type FollowUpQuery = z.output<typeof FollowUpQuery>;

/** What the look-back found: is the need smaller, the same or greater than at the end of the service? */
export const FinishFollowUp = z
  .strictObject({ needChange: z.enum(needChanges), finding: text })
  .meta({ id: 'FinishFollowUp' });
export type FinishFollowUp = z.output<typeof FinishFollowUp>;
export const NotReached = z.strictObject({ finding: text }).meta({ id: 'FollowUpNotReached' });
