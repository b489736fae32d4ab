import { z } from 'zod';
import { ledgerFields, wordFields } from '../ledger-fields';
import { ledgerStates } from '../ledger-import.entity';
import { takeoverStates } from '../ledger-takeover.entity';
import { householdStates } from './ledger.dto';

const moment = z.iso.datetime().nullable();
const count = z.int();

/** An import; nothing of what its rows say. */
export const ledgerView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    number: z.string(),
    fileName: z.string(),
    sheet: z.string(),
    sheets: z.array(z.string()).describe('of a workbook with several that fit; those that fit first'),
    headingRow: count,
    headings: z.array(z.string()),
    columns: z.array(z.enum(ledgerFields).nullable()),
    state: z.enum(ledgerStates),
    rowCount: count,
    formulaCount: count.describe('cells whose value a formula made; the kept value is taken'),
    counts: z.object({
      ...{ rows: count, refusedRows: count, households: count, people: count, sound: count, refused: count },
      ...{ same: count, differs: count, written: count, undone: count, left: count, taken: count },
    }),
    unknownWords: z.array(
      z.object({
        ...{ field: z.enum([...wordFields, 'region']), word: z.string(), count },
        proposed: z.string().nullable(),
      }),
    ),
    progress: z.object({ done: count, total: count.nullable(), stopping: z.boolean() }).nullable(),
    failure: z.string().nullable(),
    assignedUnitId: z.uuid().nullable().describe('who gets the new files; null: the window of the village'),
    assignedWorkerId: z.uuid().nullable(),
    requestedBy: z.uuid(),
    requestedByName: z.string().nullable(),
    createdAt: z.iso.datetime(),
    checkedAt: moment,
    writtenAt: moment,
    undoneAt: moment,
    erasedAt: moment.describe('when the uploaded rows were destroyed'),
    mine: z.boolean().describe('the reader uploaded it, and may go on with it'),
    version: count,
  })
  .meta({ id: 'LedgerImport' });
export type LedgerView = z.infer<typeof ledgerView>;
export const ledgersView = z.object({ items: z.array(ledgerView), next: z.string().nullable() });

export const ledgerProblemView = z
  .object({
    line: count,
    field: z.string().nullable(),
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    refused: z.boolean().describe('the row is not taken; otherwise something of it was left out'),
    message: z.string(),
  })
  .meta({ id: 'LedgerProblem' });
export type LedgerProblemView = z.infer<typeof ledgerProblemView>;
export const ledgerProblemsView = z.object({
  items: z.array(ledgerProblemView),
  counts: z.array(z.object({ code: z.string(), refused: z.boolean(), count })),
  next: z.string().nullable(),
});

/** Reported by an office, determined by nobody (R3, R27). */
export const ledgerStatementView = z
  .object({
    reportedCircle: z.enum(['C1', 'C2', 'C3', 'C4']).nullable(),
    takenInAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'LedgerStatement' });

export const ledgerHouseholdView = z
  .object({
    householdId: z.uuid(),
    number: z.string().nullable().describe('null where the file is gone or out of reach'),
    firstLine: count,
    memberCount: count,
    reportedCircle: z.string().nullable(),
    reviewOn: z.iso.date().nullable(),
    state: z.enum(householdStates),
  })
  .meta({ id: 'LedgerHousehold' });
export const ledgerHouseholdsView = z.object({ items: z.array(ledgerHouseholdView), next: z.string().nullable() });
export type LedgerHouseholdView = z.infer<typeof ledgerHouseholdView>;

/** A cell in which the ledger and a file differ: both values, as far as the reader may see the file (C3). */
export const ledgerDifferenceView = z
  .object({
    line: count,
    field: z.enum(ledgerFields),
    householdId: z.uuid().nullable(),
    number: z.string().nullable(),
    name: z.string(),
    ours: z.string().nullable(),
    theirs: z.string().nullable(),
    takeable: z.boolean().describe('it can be taken over; otherwise it is only shown'),
    state: z.enum(['ours', ...takeoverStates]).describe('ours: nobody has ticked it'),
    code: z.string().nullable().describe('why it was not taken'),
  })
  .meta({ id: 'LedgerDifference' });
export type LedgerDifferenceView = z.infer<typeof ledgerDifferenceView>;
export const ledgerDifferencesView = z.object({
  items: z.array(ledgerDifferenceView),
  fields: z.array(z.object({ field: z.enum(ledgerFields), count, chosen: count })),
  next: z.string().nullable(),
});
