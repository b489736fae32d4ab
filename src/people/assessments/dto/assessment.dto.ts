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

/** Who may have been there when a scale was answered. */
export const presentCodes = ['person', 'guardian', 'relative', 'neighbour', 'interpreter', 'colleague'] as const;
const present = z.array(z.enum(presentCodes)).max(presentCodes.length);
/** What is kept of a pause: longer ones say nothing about the answering. */
export const LONGEST_PAUSE_SECONDS = 300;

export const startAssessmentInput = z.strictObject({
  instrument: instrumentCode,
  memberId: z.uuid().optional(),
  /** Who answers: the person, someone for the person, or the assessor who watches. */
  mode: z.enum(['self', 'proxy', 'observed']),
  /** Asked of a scale about a person that somebody else answers; left out: the guardian on file. */
  answeredBy: answeredBy.optional(),
  present: present.optional(),
  /** To be answered on a printed form and typed in later (R103). */
  paper: z.boolean().optional(),
});
export type StartAssessmentInput = z.infer<typeof startAssessmentInput>;

/** Chosen option values by item; null or left out = not answered. */
export const saveAnswersInput = z.strictObject({
  answers: z.record(z.string().max(60), z.number().int().min(0).max(10).nullable()),
  present: present.optional(),
  /** In the child's own words, for scales about children (S09, S15); empty takes them back. */
  childWords: z.string().trim().max(2000).optional(),
  /** For a form on paper: the day it was answered. */
  answeredOn: z.iso.date().optional(),
  /** Seconds since the draft was opened or saved last. */
  seconds: z.number().int().min(0).max(86_400).optional(),
});
export type SaveAnswersInput = z.infer<typeof saveAnswersInput>;

/** Which of two assessors' results counts, and why. */
export const decideAgreementInput = z.strictObject({
  counts: z.enum(['first', 'second']),
  reason: z.string().trim().min(8).max(500),
});
export type DecideAgreementInput = z.infer<typeof decideAgreementInput>;
