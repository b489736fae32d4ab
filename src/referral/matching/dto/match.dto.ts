import { z } from 'zod';

const pair = { needId: z.uuid(), offeringId: z.uuid() };

/** What a match may be told: which needs, what to keep, what to leave out. All optional. */
export const MatchInput = z
  .strictObject({
    needIds: z.array(z.uuid()).min(1).max(60).optional(),
    pinned: z
      .array(z.strictObject({ ...pair, reason: z.string().trim().min(1).max(300) }))
      .max(60)
      .optional(),
    forbidden: z.array(z.strictObject(pair)).max(200).optional(),
  })
  .meta({ id: 'MatchInput' });
export type MatchInput = z.output<typeof MatchInput>;
