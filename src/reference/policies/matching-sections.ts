import { z } from 'zod';
import type { DataProblem } from '../data-files';
import { source } from './means-sections';

/** What a pack says on the order of offerings (R97): how far a worker may try other weights, and what exposure costs. */
const code = z.string().regex(/^[a-z][a-z0-9-]*$/);
const serviceCode = z.string().regex(/^[A-Z]{2}-\d{2}$/);

const matching = z.strictObject({
  /** Parts of the score that a worker may weigh otherwise, as a trial, and between which whole numbers. */
  weights: z.array(z.strictObject({ code, least: z.int().min(0), most: z.int().min(1).max(100), ...source })).min(1),
  /**
   * Points less for every referral that reached a provider in the last days, up to a most; 0 points: off (I25). With 90 at
   * most a step of the order of use (R78) still outweighs everything else.
   */
  exposure: z.strictObject({
    points: z.int().min(0).max(30),
    most: z.int().min(0).max(90),
    days: z.int().min(1).max(365),
    ...source,
  }),
  /**
   * Kinds of help of which a match leaves a place to others where the district's last allocation, published in so many days, says that
   * they need it more (matching.md 3.5); none: off. Policy aid is never held back. A version from before has no such rule.
   */
  bidPrices: z
    .strictObject({ codes: z.array(serviceCode).max(50), days: z.int().min(1).max(366), ...source })
    .optional(),
});

export const matchingSchemas = { matching: z.strictObject({ matching }) };

export type MatchingRules = z.infer<typeof matching>;

/** One row a part, each with room in it. */
export function problemsOfMatching(content: { matching: MatchingRules }): DataProblem[] {
  const { weights } = content.matching;
  return weights.flatMap(({ code: part, least, most }, place): DataProblem[] => {
    const path = ['matching', 'weights', place];
    return [
      ...(weights.findIndex((row) => row.code === part) < place ? [{ path, message: `${part} has two rows` }] : []),
      ...(most < least ? [{ path, message: `${part} ends before it begins` }] : []),
    ];
  });
}
