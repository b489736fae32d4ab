import { z } from 'zod';
import { maskIdentityNumber, maskPhone } from '../../../people/households';
import { printFields } from '../../../reference/policies';
import { released, withheld } from '../../../trust/access';
import { type BatchPrint, batchPrintEnds, batchPrintStates } from '../batch-print.entity';
import { leftOutReasons } from '../batch-print-file.entity';

const text = z.string().nullable();
const fen = z.int().nullable();
const words = z.object({ zh: z.string(), en: z.string() });

/** A paper that can be printed, as the pack has it. */
export const paperView = z
  .object({
    code: z.string(),
    ...words.shape,
    layout: z.enum(['file', 'list']),
    ground: words,
    fields: z.array(z.enum(printFields)),
    public: z
      .boolean()
      .describe('hung out: only what has been granted, and only name, number of people and amount (B15)'),
    citation: z.string(),
  })
  .meta({ id: 'PrintPaper' });
export const papersView = z.object({ items: z.array(paperView), next: z.null() });

/** An order; nothing of what stands on the papers. */
export const batchPrintView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    number: z.string(),
    paper: z.string(),
    paperName: words,
    packVersion: z.string(),
    state: z.enum(batchPrintStates),
    failure: z.string().nullable().describe('code of the error that kept it from being made'),
    endReason: z.enum(batchPrintEnds).nullable(),
    doneCount: z.int(),
    totalCount: z.int(),
    leftOut: z.int().describe('files without a paper'),
    orderedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().describe('what stands on the papers is removed then'),
  })
  .meta({ id: 'BatchPrint' });
export type BatchPrintView = z.infer<typeof batchPrintView>;
export const batchPrintsView = z.object({ items: z.array(batchPrintView), next: z.string().nullable() });

/** What stands on the paper of one file; only fields that the paper names are there (C3). */
export const printedFileView = z
  .object({
    householdId: z.uuid(),
    position: z.int(),
    leftOut: z.enum(leftOutReasons).nullable().describe('why the file has no paper'),
    number: z.string().optional(),
    displayName: released('contact', text.optional(), {
      from: 'masked',
      instead: ({ number }) => String(number ?? ''),
    }),
    regionName: z.string().optional(),
    address: released('contact', text.optional(), { from: 'full' }),
    phone: released('contact', text.optional(), { from: 'full', masked: (phone) => maskPhone(phone) }).describe(
      'of the head',
    ),
    memberCount: z.int().optional(),
    primaryClass: z.int().nullable().optional(),
    circle: z.string().nullable().optional(),
    people: z
      .array(
        z.object({
          name: released('contact', text, { from: 'masked' }),
          relation: z.string(),
          birthDate: released('contact', z.iso.date().nullable(), { from: 'masked' }),
          identityNumber: released('identity', text, { from: 'full', masked: maskIdentityNumber }),
        }),
      )
      .optional(),
    /** Adults, who sign for themselves. */
    signers: released('contact', z.array(z.string()).optional(), { from: 'masked' }),
    incomeFen: released('economy', fen.optional(), { from: 'summary' }),
    expenditureFen: released('economy', fen.optional(), { from: 'summary' }),
    assetsFen: released('economy', fen.optional(), { from: 'summary' }),
    amountFen: released('economy', fen.optional(), { from: 'summary' }).describe(
      'a month, as the decision rests on it',
    ),
    recheckOn: z.iso.date().nullable().optional(),
    openedAt: z.iso.datetime().optional(),
    withheld,
  })
  .meta({ id: 'PrintedFile' });
export type PrintedFile = z.infer<typeof printedFileView>;
export const printedFilesView = z.object({ items: z.array(printedFileView), next: z.string().nullable() });

export function viewBatchPrint(row: BatchPrint): BatchPrintView {
  const { id, number, paper, definition, packVersion, state, failure, endReason } = row;
  const { doneCount, totalCount, leftOut, orderedAt, finishedAt, expiresAt } = row;
  return {
    ...{ id, self: `/api/v1/batch-prints/${id}`, number, paper, paperName: { zh: definition.zh, en: definition.en } },
    ...{ packVersion, state, failure, endReason, doneCount, totalCount, leftOut },
    ...{ orderedAt: orderedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null },
    expiresAt: expiresAt.toISOString(),
  };
}
