import { z } from 'zod';
import { instrumentCode } from '../instrument';

export const startAssessmentInput = z.strictObject({
  instrument: instrumentCode,
  memberId: z.uuid().optional(),
  /** Who answers: the person, someone for the person, or the assessor who watches. */
  mode: z.enum(['self', 'proxy', 'observed']),
});
export type StartAssessmentInput = z.infer<typeof startAssessmentInput>;

/** Chosen option values by item; null or left out = not answered. */
export const saveAnswersInput = z.strictObject({
  answers: z.record(z.string().max(60), z.number().int().min(0).max(10).nullable()),
});
