import { z } from 'zod';

export const approvalView = z
  .object({
    id: z.uuid(),
    self: z.string(),
    number: z.string(),
    kind: z.string(),
    /** Null for an asker who does not reach the file. */
    householdId: z.uuid().nullable(),
    householdNumber: z.string(),
    fieldGroups: z.array(z.string()),
    documentNumber: z.string().nullable(),
    reason: z.string(),
    state: z.string(),
    requestedByName: z.string(),
    requestedAt: z.iso.datetime(),
    decidedByName: z.string().nullable(),
    decidedAt: z.iso.datetime().nullable(),
    decisionNote: z.string().nullable(),
    startsAt: z.iso.datetime().nullable(),
    endsAt: z.iso.datetime().nullable(),
    noticeDelayReason: z.string().nullable(),
    noticeDueAt: z.iso.datetime().nullable(),
    noticedAt: z.iso.datetime().nullable(),
    reviewedByName: z.string().nullable(),
    reviewedAt: z.iso.datetime().nullable(),
    reviewResult: z.string().nullable(),
    reviewText: z.string().nullable(),
    version: z.number().int(),
    /** What the reader may do with it now. */
    moves: z.array(z.string()),
  })
  .meta({ id: 'Approval' });
export type ApprovalView = z.infer<typeof approvalView>;
export const approvalsView = z.object({ items: z.array(approvalView), next: z.string().nullable() });

export const approvalReadingsView = z
  .object({
    items: z.array(z.object({ at: z.iso.datetime(), action: z.string(), fields: z.array(z.string()) })),
  })
  .meta({ id: 'ApprovalReadings' });
