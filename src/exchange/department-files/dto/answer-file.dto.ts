import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { answerFileStates } from '../department-answer-file.entity';
import { answerOutcomes } from '../department-answer-line.entity';

export const AnswerFileQuery = z.strictObject({
  orderId: z.uuid().optional(),
  state: z.enum(answerFileStates).optional(),
  ...pageQuery,
});
export type AnswerFileQuery = z.output<typeof AnswerFileQuery>;

export const AnswerLineQuery = z.strictObject({ outcome: z.enum(answerOutcomes).optional(), ...pageQuery });
export type AnswerLineQuery = z.output<typeof AnswerLineQuery>;
