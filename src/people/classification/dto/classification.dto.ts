import { z } from 'zod';
import { pageQuery } from '../../../platform/database';

export const eventKinds = ['accident', 'illness', 'disaster', 'death', 'job-loss', 'other-event'] as const;
const circles = ['C1', 'C2', 'C3', 'C4', 'outside', 'unknown'] as const;
const four = [z.literal(1), z.literal(2), z.literal(3), z.literal(4)] as const;
const householdClass = z.union(four);
const primaryClass = z.union(four, { error: 'class-one-primary' });

export const proposeClassificationInput = z.strictObject({
  /** What threw the household off balance (class 4). */
  event: z.strictObject({ kind: z.enum(eventKinds), date: z.iso.date() }).optional(),
});
export type ProposeClassification = z.infer<typeof proposeClassificationInput>;

export const confirmClassificationInput = z.strictObject({
  /** One and no more (R11): what else fits is secondary. */
  class: primaryClass,
  secondary: z.array(householdClass).max(3).default([]),
  /** Left out: the proposed one (R27). */
  circle: z.enum(circles).optional(),
  /** Needed when the decision is not what was proposed. */
  reason: z.string().trim().min(2).max(500).optional(),
});
export type ConfirmClassification = z.infer<typeof confirmClassificationInput>;

/** The list across households has only what waits for a decision; what was decided stands in each file. */
export const ClassificationQuery = z.strictObject({ state: z.literal('proposed').default('proposed'), ...pageQuery });
export type ClassificationQuery = z.output<typeof ClassificationQuery>;
