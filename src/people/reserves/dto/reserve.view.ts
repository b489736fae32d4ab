import { z } from 'zod';
import { released, withheld } from '../../../trust/access';
import { reserveEntryKinds } from '../reserve-entry.entity';

export const reserveView = z
  .strictObject({
    id: z.uuid(),
    self: z.string(),
    unitId: z.uuid(),
    unitName: z.string(),
    imprestFen: z.int(),
    /** What is unused (I20). */
    balanceFen: z.int(),
    /** Under this the township is to be topped up (R70). */
    askBelowFen: z.int(),
    low: z.boolean(),
    /** What the district has put in so far, without what it took back. */
    putInFen: z.int(),
    /** What was paid to households so far, without what was undone. */
    paidFen: z.int(),
    grants: z.int(),
    /** From the asking to the payment, on average, in days with one decimal (I20). */
    daysToPay: z.number().nullable(),
    version: z.int(),
  })
  .meta({ id: 'Reserve' });
export type ReserveView = z.infer<typeof reserveView>;
export const reservesView = z.strictObject({ items: z.array(reserveView), next: z.string().nullable() });

/** For whom an aid was stands behind the application, which has its own door (C3). */
export const reserveEntryView = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(reserveEntryKinds),
    amountFen: z.int(),
    balanceFen: z.int(),
    applicationId: released('economy', z.uuid().nullable(), { from: 'summary' }),
    undoesId: z.uuid().nullable(),
    undone: z.boolean(),
    reason: z.string().nullable(),
    enteredByName: z.string().nullable(),
    enteredAt: z.iso.datetime(),
    withheld,
  })
  .meta({ id: 'ReserveEntry' });
export type ReserveEntryView = z.infer<typeof reserveEntryView>;
export const reserveEntriesView = z.strictObject({ items: z.array(reserveEntryView), next: z.string().nullable() });
