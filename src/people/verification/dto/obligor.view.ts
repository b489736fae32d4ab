import { z } from 'zod';
import { released, withheld } from '../../../trust/access';
import { obligorMethods, obligorRelations, supportPapers, unableReasons } from '../obligor-codes';
import type { SupportObligor } from '../support-obligor.entity';

const fen = z.int();
const day = z.iso.date();

/** Somebody else's life: shown as a whole, or not at all (C3). */
export const obligorView = z.strictObject({
  id: z.uuid(),
  self: z.string(),
  householdId: z.uuid(),
  memberId: z.uuid(),
  name: z.string(),
  relation: z.enum(obligorRelations),
  unableBecause: z.enum(unableReasons).nullable(),
  householdSize: z.int(),
  supports: z.int(),
  incomeYearFen: fen.nullable(),
  paper: z.enum(supportPapers).nullable(),
  paperOn: day.nullable(),
  agreedMonthFen: fen.nullable(),
  paidMonthFen: fen.nullable(),
  paidMethod: z.enum(obligorMethods).nullable(),
  /** What is owed a month by law under the pack in force today, rounded down to be shown; null = not known. */
  dueMonthFen: fen.nullable(),
  /** Less is paid than is owed: to be clarified, never a ground to refuse (R65). */
  unpaid: z.boolean(),
  method: z.enum(obligorMethods),
  asOf: day,
  note: z.string().nullable(),
  recordedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  version: z.int(),
});
export type ObligorView = z.infer<typeof obligorView>;

const sums = z.strictObject({
  obligors: z.int(),
  able: z.int(),
  /** By law and in fact, a month; null while one of them is not known. */
  dueMonthFen: fen.nullable(),
  paidMonthFen: fen.nullable(),
});

export const obligorsView = z.strictObject({
  /** For those who see sums only: the entries that they typed themselves. */
  items: z.array(released('economy', obligorView, { from: 'full' })),
  next: z.null(),
  /** Whether somebody has asked: by an entry, or by the word that there is nobody. */
  asked: z.boolean(),
  /** The day of the word that there is nobody. */
  nobodyOn: day.nullable(),
  sums: released('economy', sums.nullable(), { from: 'summary' }),
  withheld,
});
export type ObligorsView = z.infer<typeof obligorsView>;

/** What the law asks of them beside what is stored. */
export type Owed = Pick<ObligorView, 'dueMonthFen' | 'unpaid'>;

/** @param note opened */
export function viewObligor(obligor: SupportObligor, owed: Owed, note: string | null): ObligorView {
  const { recordedBy: _by, noteCiphertext: _sealed, ...row } = obligor;
  return {
    ...row,
    ...owed,
    note,
    self: `/api/v1/obligors/${row.id}`,
    recordedAt: row.recordedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
