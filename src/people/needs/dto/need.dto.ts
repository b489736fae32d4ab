import { z } from 'zod';
import { confirmationModes, rootCauses } from '../need.entity';
import { needLifecycle } from '../need.lifecycle';

const personName = z.string().trim().min(1).max(60);
const reason = z.string().trim().min(2).max(500);

/** A need stated without a scale. */
export const enterNeedInput = z.strictObject({
  code: z.string().regex(/^[A-Z]{2}-\d{2}$/),
  severity: z.coerce.number().int().min(1).max(3),
  reason,
  memberId: z.uuid().optional(),
  source: z.enum(['household', 'worker']).default('worker'),
  rootCause: z.enum(rootCauses).optional(),
});
export type EnterNeedInput = z.infer<typeof enterNeedInput>;

export const confirmNeedInput = z.strictObject({
  /** Who said yes. */
  name: personName,
  mode: z.enum(confirmationModes),
  /** The main cause behind it (R40, R95): nothing is proposed, a person names it. */
  rootCause: z.enum(rootCauses).optional(),
  furtherCauses: z.array(z.enum(rootCauses)).max(rootCauses.length).optional(),
});
export type ConfirmNeedInput = z.infer<typeof confirmNeedInput>;

export const declineNeedInput = z.strictObject({ name: personName, mode: z.enum(confirmationModes), reason });
export type DeclineNeedInput = z.infer<typeof declineNeedInput>;

export const closeNeedInput = z.strictObject({ reason });
export type CloseNeedInput = z.infer<typeof closeNeedInput>;

/** Whether the household's own page may show a restricted need (C3). */
export const showNeedInput = z.strictObject({ shown: z.union([z.boolean(), z.stringbool()]) });
export type ShowNeedInput = z.infer<typeof showNeedInput>;

export const needQuery = z.strictObject({ state: z.enum(needLifecycle.states).optional() });
