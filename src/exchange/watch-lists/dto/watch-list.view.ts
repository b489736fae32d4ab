import { z } from 'zod';
import { released, withheld } from '../../../trust/access';
import { watchSides } from '../watch-difference.entity';
import { watchDifferenceLifecycle } from '../watch-difference.lifecycle';
import { watchListLifecycle } from '../watch-list.lifecycle';

const bilingual = z.strictObject({ zh: z.string(), en: z.string() });
const count = z.int();

/** A list with its counts; nothing of what its rows say. */
export const watchListView = z
  .strictObject({
    id: z.uuid(),
    self: z.string(),
    number: z.string(),
    source: z.string(),
    listedOn: z.iso.date(),
    fileName: z.string(),
    state: z.enum(watchListLifecycle.states),
    formulaCount: count.describe('cells whose value a formula made; the kept value is taken'),
    counts: z.strictObject({
      rows: count,
      problem: count.describe('faults of rows that are left out'),
      known: count.describe('sound rows of people in whose household there is a file'),
      unknown: count.describe('sound rows of people without a file'),
      outOfReach: count.describe('sound rows of people whose file whoever tried the list may not open'),
      theirs: count.describe('on their list and not on ours'),
      ours: count.describe('on ours and not on theirs'),
    }),
    problems: z.array(z.strictObject({ row: count, code: z.string(), message: z.string() })).describe('the first 200'),
    uploadedByName: z.string().nullable(),
    uploadedAt: z.iso.datetime(),
    confirmedAt: z.iso.datetime().nullable(),
    version: count,
  })
  .meta({ id: 'WatchList' });
export type WatchListView = z.infer<typeof watchListView>;
export const watchListsView = z.object({ items: z.array(watchListView), next: z.string().nullable() });

/** One row of the work list. */
export const watchDifferenceView = z
  .strictObject({
    id: z.uuid(),
    self: z.string(),
    listId: z.uuid(),
    side: z.enum(watchSides),
    label: z.string(),
    labelName: bilingual,
    since: released('economy', z.iso.date().nullable(), { from: 'summary' }),
    householdId: z.uuid().nullable(),
    householdNumber: z.string().nullable(),
    householdName: released('contact', z.string().nullable(), { from: 'masked' }),
    /** Somebody without a file: the name, and the ends of the identity number; there for whoever has the row. */
    personName: z.string().nullable(),
    identityNumber: z.string().nullable(),
    ownerId: z.uuid(),
    ownerName: z.string().nullable(),
    state: z.enum(watchDifferenceLifecycle.states),
    ground: released('economy', z.string().nullable(), { from: 'summary' }),
    leadId: z.uuid().nullable(),
    proposalId: z.uuid().nullable(),
    answeredByName: z.string().nullable(),
    answeredAt: z.iso.datetime().nullable(),
    version: count,
    withheld,
  })
  .meta({ id: 'WatchDifference' });
export type WatchDifferenceView = z.infer<typeof watchDifferenceView>;
export const watchDifferencesView = z.object({
  items: z.array(watchDifferenceView),
  next: z.string().nullable(),
  outOfReach: count
    .nullable()
    .describe('rows about households that the reader may not open; null for who works on a part of the district'),
});
