import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { evaluationLifecycle } from '../evaluation.lifecycle';

const text = (max: number) => z.string().trim().min(1).max(max);

/** Which finished referrals are looked at, by whom; without a seed one is made and printed. */
export const DrawSample = z
  .strictObject({
    seed: z
      .string()
      .trim()
      .regex(/^[\w.-]{1,60}$/)
      .optional(),
    sharePercent: z.coerce.number().int().min(1).max(100).default(10),
    minimum: z.coerce.number().int().min(1).max(500).default(30),
    evaluatorId: z.uuid(),
    from: z.iso.date(),
    to: z.iso.date(),
  })
  .meta({ id: 'DrawSample' });
export type DrawSample = z.output<typeof DrawSample>;

export const evaluationStates = evaluationLifecycle.states;
export const EvaluationQuery = z.strictObject({
  state: z.enum(evaluationStates).optional(),
  sampleId: z.uuid().optional(),
  evaluatorId: z.uuid().optional(),
  ...pageQuery,
});
export type EvaluationQuery = z.output<typeof EvaluationQuery>;
export const SampleQuery = z.strictObject(pageQuery);
export type SampleQuery = z.output<typeof SampleQuery>;

/** What an evaluator can find wanting. */
export const evaluationReasons = [
  'need-not-reduced',
  'baseline-missing',
  'end-missing',
  'service-not-proven',
  'household-not-heard',
  'goals-unclear',
  'late',
  'other',
] as const;
export const Agree = z.strictObject({ finding: text(2000).optional() }).meta({ id: 'AgreeEvaluation' });
/** Disagreeing and sending back name their reasons and say what was found. */
export const Objection = z
  .strictObject({ reasons: z.array(z.enum(evaluationReasons)).min(1), finding: text(2000) })
  .meta({ id: 'Objection' });
export const Reply = z.strictObject({ reply: text(2000) }).meta({ id: 'ReplyToEvaluation' });
export interface Decision {
  reasons?: readonly string[];
  finding?: string;
}
