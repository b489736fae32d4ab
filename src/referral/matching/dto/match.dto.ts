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
  .superRefine(({ pinned = [], forbidden = [] }, { addIssue }) => {
    for (const [at, pin] of pinned.entries()) {
      const path = ['pinned', at, 'offeringId'];
      const twice = pinned.findIndex(({ needId }) => needId === pin.needId) < at;
      const aside = forbidden.some(({ needId, offeringId }) => needId === pin.needId && offeringId === pin.offeringId);
      if (twice)
        addIssue({ code: 'custom', path, message: 'need-pinned-twice', params: { code: 'need-pinned-twice' } });
      if (aside)
        addIssue({ code: 'custom', path, message: 'pinned-and-set-aside', params: { code: 'pinned-and-set-aside' } });
    }
  })
  .meta({ id: 'MatchInput' });
export type MatchInput = z.output<typeof MatchInput>;
