import { z } from 'zod';

/** States that are set as they are; `waived` has an act of its own. */
export const settableStates = [
  'not-eligible',
  'eligible-not-applied',
  'applied',
  'granted',
  'refused',
  'lapsed',
] as const;

export const setEntitlementInput = z.strictObject({
  state: z.enum(settableStates),
  /** Day of filing; today when left out. */
  appliedOn: z.iso.date().optional(),
  /** Day on which what was granted began; today when left out. */
  grantedFrom: z.iso.date().optional(),
  /** Number of the department's decision: only an officer enters it (R3). */
  documentNumber: z.string().trim().min(1).max(60).optional(),
  reason: z.string().trim().max(500).optional(),
});
export type SetEntitlement = z.infer<typeof setEntitlementInput>;

export const waiveEntitlementInput = z.strictObject({ reason: z.string().trim().min(2).max(500) });

/** Most lines that one act may change. */
export const MOST_LINES = 200;

/** The same answer for lines of many households, e.g. of one village; each with the version that was looked at. */
export const setManyEntitlementsInput = setEntitlementInput.extend({
  lines: z
    .array(z.strictObject({ id: z.uuid(), version: z.int().positive() }))
    .min(1)
    .max(MOST_LINES),
});
export type SetManyEntitlements = z.infer<typeof setManyEntitlementsInput>;
