import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { secondLookLifecycle } from '../second-look.lifecycle';

const words = z.string().trim().min(8).max(1000);

export const LookAgainAtDecision = z
  .strictObject({
    /** `to-correct` is a task for the township; the grant stays as it is. */
    outcome: z.enum(['confirmed', 'to-correct']),
    ground: words,
  })
  .meta({ id: 'LookAgainAtDecision' });
export type LookAgainAtDecision = z.output<typeof LookAgainAtDecision>;

export const AnswerSecondLook = z.strictObject({ answer: words }).meta({ id: 'AnswerSecondLook' });
export type AnswerSecondLook = z.output<typeof AnswerSecondLook>;

export const SecondLookQuery = z.strictObject({ state: z.enum(secondLookLifecycle.states).optional(), ...pageQuery });
export type SecondLookQuery = z.output<typeof SecondLookQuery>;
