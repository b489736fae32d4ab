import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { referralLifecycle } from '../referral.lifecycle';

const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });

/** Filters of the list of referrals; `task=true`: those that wait for their owner. */
export const ReferralQuery = z.strictObject({
  state: z.enum(referralLifecycle.states).optional(),
  open: flag.optional(),
  task: flag.optional(),
  provider: z.uuid().optional(),
  owner: z.union([z.uuid(), z.literal('me')]).optional(),
  offering: z.uuid().optional(),
  household: z.uuid().optional(),
  need: z.uuid().optional(),
  number: z.string().trim().max(20).optional(),
  ...pageQuery,
});
export type ReferralFilter = z.output<typeof ReferralQuery>;
