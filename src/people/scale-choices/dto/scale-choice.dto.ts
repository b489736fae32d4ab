import { z } from 'zod';
import { screeningAnswers } from '../propose-scales';

/** Question → what was said; a question that is left out was not asked. */
export const screenInput = z.strictObject({
  answers: z.record(z.string().max(40), z.enum(screeningAnswers)).default({}),
});
export type ScreenInput = z.output<typeof screenInput>;

const code = z.string().regex(/^S\d{2}$/);
const reason = z.string().trim().max(500);

/** What the worker makes of a proposal: which of the proposed stay, why others do not, what comes in addition and why. */
export const decideScalesInput = z.strictObject({
  keep: z.array(code).max(3).default([]),
  /** By the code of the scale that is left out. */
  drop: z.record(z.string().max(10), reason).default({}),
  add: z.array(code).max(16).default([]),
  addReason: reason.optional(),
});
export type DecideScalesInput = z.output<typeof decideScalesInput>;
