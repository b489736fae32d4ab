import { z } from 'zod';
import { answerFileStates } from '../department-answer-file.entity';
import { answerOutcomes } from '../department-answer-line.entity';

const moment = z.iso.datetime();
const count = z.int();

/** A file that came back; nothing of what its rows say. */
export const answerFileView = z
  .strictObject({
    id: z.uuid(),
    self: z.string(),
    number: z.string(),
    orderId: z.uuid(),
    orderNumber: z.string(),
    department: z.string(),
    fileName: z.string(),
    state: z.enum(answerFileStates),
    late: z.boolean().describe('came after the day by which the department had to answer'),
    formulaCount: count.describe('cells whose value a formula made; the kept value is taken'),
    counts: z.strictObject({
      first: count.describe('rows with the first answer to a question'),
      again: count.describe('rows that answer otherwise than before: the first stands, they are counted'),
      same: count.describe('rows that say what stands already'),
      unanswered: count,
      problem: count,
    }),
    problems: z.array(z.strictObject({ code: z.string(), count, message: z.string() })),
    uploadedBy: z.uuid(),
    uploadedByName: z.string().nullable(),
    uploadedAt: moment,
    confirmedAt: moment.nullable(),
    endedAt: moment.nullable(),
    erasedAt: moment.nullable().describe('when the rows were destroyed'),
    version: count,
  })
  .meta({ id: 'DepartmentAnswerFile' });
export type AnswerFileView = z.infer<typeof answerFileView>;

/** An entry of the list: without the count of each problem. */
export const answerFileHead = answerFileView.omit({ problems: true }).meta({ id: 'DepartmentAnswerFileHead' });
export type AnswerFileHead = z.infer<typeof answerFileHead>;
export const answerFilesView = z.object({ items: z.array(answerFileHead), next: z.string().nullable() });

export const answerLineView = z
  .strictObject({
    row: count.describe('as spreadsheet programs count'),
    code: z.string().nullable().describe('the code of the question'),
    outcome: z.enum(answerOutcomes),
    problems: z.array(z.strictObject({ code: z.string(), message: z.string() })),
  })
  .meta({ id: 'DepartmentAnswerLine' });
export type AnswerLineView = z.infer<typeof answerLineView>;
export const answerLinesView = z.object({ items: z.array(answerLineView), next: z.string().nullable() });
