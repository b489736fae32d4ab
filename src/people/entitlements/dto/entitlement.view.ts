import { z } from 'zod';
import { entitlementLifecycle } from '../entitlement.lifecycle';
import type { ChecklistEntry } from '../entitlements.service';

export const entitlementView = z.strictObject({
  id: z.uuid(),
  self: z.string(),
  householdId: z.uuid(),
  memberId: z.uuid().nullable(),
  line: z.string(),
  name: z.strictObject({ zh: z.string(), en: z.string() }),
  department: z.string(),
  citation: z.string(),
  /** May fit the household as it is now. */
  applicable: z.boolean(),
  state: z.enum(entitlementLifecycle.states),
  /** Granted, but without a document: said by the household, not a determination (R3). */
  reported: z.boolean(),
  appliedOn: z.iso.date().nullable(),
  grantedFrom: z.iso.date().nullable(),
  documentNumber: z.string().nullable(),
  reason: z.string().nullable(),
  updatedAt: z.iso.datetime(),
  version: z.int(),
});
export type EntitlementView = z.infer<typeof entitlementView>;

const gateLine = z.strictObject({
  id: z.uuid(),
  line: z.string(),
  memberId: z.uuid().nullable(),
  state: z.enum(entitlementLifecycle.states),
  appliedOn: z.iso.date().nullable(),
});
export const policyGateView = z.strictObject({
  open: z.boolean(),
  rule: z.enum(['block', 'warn']),
  householdClass: z.int().nullable(),
  bypassed: z.boolean(),
  blocking: z.array(gateLine),
  warnings: z.array(gateLine),
});
export const checklistView = z.strictObject({
  id: z.uuid(),
  self: z.string(),
  items: z.array(entitlementView),
  next: z.null(),
  gate: policyGateView,
});

/** What an answer for many lines has changed. */
export const changedLinesView = z.strictObject({
  items: z.array(entitlementView.pick({ id: true, state: true, version: true })),
});

export function viewEntitlement({ row, catalogue, applicable }: ChecklistEntry): EntitlementView {
  const { decidedBy: _by, ...rest } = row;
  return {
    ...rest,
    self: `/api/v1/entitlements/${row.id}`,
    name: { zh: catalogue.zh, en: catalogue.en },
    department: catalogue.department,
    citation: catalogue.citation,
    applicable,
    reported: row.state === 'granted' && row.documentNumber === null,
    updatedAt: row.updatedAt.toISOString(),
  };
}
