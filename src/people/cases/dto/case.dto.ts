import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { caseLifecycle } from '../case.lifecycle';

const text = (max: number) => z.string().trim().min(1).max(max);
const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });
export const caseStates = caseLifecycle.states;
export const caseTiers = ['window', 'station', 'centre'] as const;

/** Filters of the list of cases. */
export const CaseQuery = z.strictObject({
  mine: flag.optional(),
  open: flag.optional(),
  state: z.enum(caseStates).optional(),
  tier: z.enum(caseTiers).optional(),
  emergency: flag.optional(),
  number: z.string().trim().max(20).optional(),
  ...pageQuery,
});
export type CaseQuery = z.output<typeof CaseQuery>;

export const HandoverQuery = z.strictObject(pageQuery);
export type HandoverQuery = z.output<typeof HandoverQuery>;

export const OpenCase = z.strictObject({ emergency: z.boolean().default(false) }).meta({ id: 'OpenCase' });
export const AssignCase = z.strictObject({ leadWorkerId: z.uuid() }).meta({ id: 'AssignCase' });

export const nextStages = [
  'policy-first',
  'assessment',
  'planning',
  'in-service',
  'evaluation',
  'follow-up',
  'archived',
] as const;
export const AdvanceCase = z
  .strictObject({ to: z.enum(nextStages), reason: text(300).optional() })
  .meta({ id: 'AdvanceCase' });
export type AdvanceCase = z.output<typeof AdvanceCase>;

export const SuspendCase = z
  .strictObject({ kind: z.enum(['suspended', 'waiting-consent']).default('suspended'), reason: text(300) })
  .meta({ id: 'SuspendCase' });
export type SuspendCase = z.output<typeof SuspendCase>;

export const closeReasons = [
  'needs-met',
  'declined',
  'moved-away',
  'died',
  'not-eligible',
  'unreachable',
  'mistake',
] as const;
export const CloseCase = z
  .strictObject({
    reason: z.enum(closeReasons),
    note: text(500).optional(),
    /** Why needs of severity 2 or more stay open; asked for when there are such (A11). */
    unmetReason: text(500).optional(),
  })
  .meta({ id: 'CloseCase' });
export type CloseCase = z.output<typeof CloseCase>;

export const handoverReasons = [
  'difficulty-after-policy',
  'difficulty-after-station',
  'emergency',
  'step-down',
  'moved',
] as const;
/** R8–R10: to which tier, why, and what is still difficult. */
export const OfferHandover = z
  .strictObject({
    tier: z.enum(caseTiers),
    reasonCode: z.enum(handoverReasons),
    residualDifficulty: text(1000),
    /** Who is wanted at the other side, if known. */
    toAccountId: z.uuid().optional(),
  })
  .meta({ id: 'OfferHandover' });
export type OfferHandover = z.output<typeof OfferHandover>;
export const ReturnHandover = z.strictObject({ reason: text(500) }).meta({ id: 'ReturnHandover' });
