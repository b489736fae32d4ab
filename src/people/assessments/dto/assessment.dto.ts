import { z } from 'zod';
import { instrumentCode } from '../instrument';

/** What the one who answers is to the person: a guardian, family, and so on. */
export const answererRelations = ['guardian', 'family', 'carer', 'neighbour', 'worker', 'other'] as const;

/** Who answers for the person (R98): a member, or somebody else by name; where nobody holds a mandate, why it is they. */
const answeredBy = z.strictObject({
  memberId: z.uuid().optional(),
  name: z.string().trim().min(1).max(60).optional(),
  relation: z.enum(answererRelations).optional(),
  reason: z.string().trim().min(4).max(300).optional(),
});
export type AnsweredByInput = z.infer<typeof answeredBy>;

export const startAssessmentInput = z.strictObject({
  instrument: instrumentCode,
  memberId: z.uuid().optional(),
  /** Who answers: the person, someone for the person, or the assessor who watches. */
  mode: z.enum(['self', 'proxy', 'observed']),
  /** Asked of a scale about a person that somebody else answers; left out: the guardian on file. */
  answeredBy: answeredBy.optional(),
});
export type StartAssessmentInput = z.infer<typeof startAssessmentInput>;

/** Chosen option values by item; null or left out = not answered. */
export const saveAnswersInput = z.strictObject({
  answers: z.record(z.string().max(60), z.number().int().min(0).max(10).nullable()),
});
