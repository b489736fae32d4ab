import { z } from 'zod';
import { released, withheld } from '../../../trust/access';

export const rightsRequestView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    number: z.string(),
    householdId: z.uuid(),
    kind: z.string(),
    targetKind: z.string().nullable(),
    targetId: z.uuid().nullable(),
    // What somebody says of a file may tell of health.
    words: released('health', z.string().nullable(), { from: 'summary' }),
    field: z.string().nullable(),
    askedAs: z.string(),
    askerName: released('contact', z.string().nullable(), { from: 'masked' }),
    identityCheck: z.string(),
    identityNote: released('identity', z.string().nullable(), { from: 'masked' }),
    state: z.string(),
    ownerAccountId: z.uuid().nullable(),
    ownerName: z.string().nullable(),
    receivedAt: z.iso.datetime(),
    dueAt: z.iso.datetime(),
    late: z.boolean(),
    decisionReason: z.string().nullable(),
    decidedAt: z.iso.datetime().nullable(),
    decidedByName: z.string().nullable(),
    eraseAfter: z.iso.date().nullable(),
    copyUntil: z.iso.datetime().nullable(),
    /** Forms of the copy that are still to be fetched. */
    copyForms: z.array(z.enum(['file', 'page'])),
    version: z.number().int(),
    moves: z.array(z.string()),
    withheld,
  })
  .meta({ id: 'RightsRequest' });
export type RightsRequestView = z.infer<typeof rightsRequestView>;
export const rightsRequestsView = z.object({ items: z.array(rightsRequestView), next: z.string().nullable() });

export const closedFileView = z
  .object({
    householdId: z.uuid(),
    number: z.string(),
    state: z.enum(['frozen', 'erased']),
    /** Code of the retention table. */
    keptFor: z.string().nullable(),
    requestId: z.uuid().nullable(),
    frozenAt: z.iso.datetime(),
    eraseAfter: z.iso.date(),
    erasedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ClosedFile' });
export type ClosedFileView = z.infer<typeof closedFileView>;
export const closedFilesView = z.object({ items: z.array(closedFileView), next: z.string().nullable() });

const value: z.ZodType = z.unknown();
/** The portable copy (PIPL 45): one section a subject, in each section rows of named fields. */
export const householdCopy = z
  .object({
    format: z.literal('yuanlian-household-copy/1'),
    madeAt: z.iso.datetime(),
    requestNumber: z.string(),
    /** `key` names the section; the rows' fields are named in camelCase, amounts are fen, times are UTC. */
    sections: z.array(z.object({ key: z.string(), rows: z.array(z.record(z.string(), value)) })),
    /** What is kept but not in the copy, as codes. */
    leftOut: z.array(z.enum(['third-party-words', 'raw-answers', 'protected-services'])),
  })
  .meta({ id: 'HouseholdCopy' });
export type HouseholdCopy = z.infer<typeof householdCopy>;
