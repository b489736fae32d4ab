import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { answerKinds, holeKinds } from '../integrity-answer.entity';

const words = z.string().trim().min(8).max(1000);
const regionPath = z
  .string()
  .regex(/^(\d+\/)+$/)
  .max(200)
  .optional();

/** Filters of the list (R86); all of them stand in the address. */
export const IntegrityQuery = z.strictObject({
  kind: z.enum(holeKinds).optional(),
  /** `none`: nobody has said anything yet. */
  answer: z.enum(['none', ...answerKinds]).optional(),
  /** Of one act. */
  act: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .optional(),
  /** Of one township or village. */
  regionPath,
  ...pageQuery,
});
export type IntegrityQuery = z.output<typeof IntegrityQuery>;

export const AnswerHole = z
  .strictObject({
    kind: z.enum(answerKinds),
    /** Why, e.g. granted before these records began, with the number of the paper file. */
    ground: words,
  })
  .meta({ id: 'AnswerHole' });
export type AnswerHole = z.output<typeof AnswerHole>;

export const UndoAnswer = z.strictObject({ reason: words }).meta({ id: 'UndoAnswer' });
export type UndoAnswer = z.output<typeof UndoAnswer>;

export const IntegritySummaryQuery = z.strictObject({ regionPath, district: pageQuery.district });
export type IntegritySummaryQuery = z.output<typeof IntegritySummaryQuery>;
