import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { adoptionLifecycle } from '../adoption.lifecycle';

const reason = z.string().trim().min(8).max(500);

/** A simulated draft that is to be in force. */
export const AskAdoption = z
  .strictObject({
    /** Complete, and of the draft as it is now. */
    simulationId: z.uuid(),
    /** From today on, within a year, and not before the last change of the draft. */
    effectiveFrom: z.iso.date(),
    reason,
  })
  .meta({ id: 'AskAdoption' });
export type AskAdoption = z.output<typeof AskAdoption>;

/** Why it is decided so, or taken back. */
export const AdoptionReason = z.strictObject({ reason }).meta({ id: 'AdoptionReason' });
export type AdoptionReason = z.output<typeof AdoptionReason>;

export const AdoptionQuery = z.strictObject({
  state: z.enum(adoptionLifecycle.states).optional(),
  draftId: z.uuid().optional(),
  ...pageQuery,
});
export type AdoptionQuery = z.output<typeof AdoptionQuery>;
