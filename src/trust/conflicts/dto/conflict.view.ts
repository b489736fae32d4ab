import { z } from 'zod';

export const conflictView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    accountId: z.uuid(),
    accountName: z.string(),
    householdNumber: z.string(),
    kind: z.string(),
    note: z.string().nullable(),
    declaredByName: z.string(),
    declaredAt: z.iso.datetime(),
    validUntil: z.string().nullable(),
    endedByName: z.string().nullable(),
    endedAt: z.iso.datetime().nullable(),
    endReason: z.string().nullable(),
    mine: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'Conflict' });
export type ConflictView = z.infer<typeof conflictView>;
export const conflictsView = z.object({ items: z.array(conflictView), next: z.string().nullable() });

export const ownIdentityView = z.object({ self: z.string(), recorded: z.boolean() }).meta({ id: 'OwnIdentity' });
