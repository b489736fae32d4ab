import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { USUAL_WEIGHTS } from '../weights';

const one = (usual: number) => z.coerce.number().int().default(usual);

/** Other weights for a trial; a part that is not named keeps its usual weight. Between which numbers, the pack says. */
export const WeightQuery = z.strictObject({
  urgency: one(USUAL_WEIGHTS.urgency),
  distance: one(USUAL_WEIGHTS.distance),
  wait: one(USUAL_WEIGHTS.wait),
  continuity: one(USUAL_WEIGHTS.continuity),
  language: one(USUAL_WEIGHTS.language),
  quality: one(USUAL_WEIGHTS.quality),
  confirmed: one(USUAL_WEIGHTS.confirmed),
  price: one(USUAL_WEIGHTS.price),
  load: one(USUAL_WEIGHTS.load),
});
export type WeightQuery = z.output<typeof WeightQuery>;

/** Two to four offerings of one need. */
export const ComparisonQuery = z.strictObject({
  need: z.uuid(),
  offering: z.array(z.uuid()).min(2, 'compare-two-to-four').max(4, 'compare-two-to-four'),
});
export type ComparisonQuery = z.output<typeof ComparisonQuery>;

const word = z
  .string()
  .regex(/^[a-z]+(-[a-z]+)*$/)
  .max(40);

/** Which refusals: of one need, by the rule that binds, by the change that lifts it, or only those that one change admits. */
export const ExclusionQuery = z.strictObject({
  need: z.uuid().optional(),
  rule: word.optional(),
  change: word.optional(),
  oneChange: z
    .enum(['true', 'false'])
    .optional()
    .transform((text) => text === 'true'),
  limit: pageQuery.limit,
  after: z.coerce.number().int().min(0).max(1_000_000).optional(),
});
export type ExclusionQuery = z.output<typeof ExclusionQuery>;
