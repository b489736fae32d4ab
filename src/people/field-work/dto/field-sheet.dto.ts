import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { startAssessmentInput } from '../../assessments';
import { assessmentConflictLifecycle } from '../assessment-conflict.lifecycle';
import { fieldSheetLifecycle } from '../field-sheet.lifecycle';

const reason = z.string().trim().min(8).max(500);

export const FieldSheetQuery = z.strictObject({ state: z.enum(fieldSheetLifecycle.states).optional(), ...pageQuery });
export type FieldSheetQuery = z.output<typeof FieldSheetQuery>;

/** Why a sheet becomes no assessment, e.g. asked anew at the desk; what was written stays. */
export const SetSheetAside = z.strictObject({ reason }).meta({ id: 'SetSheetAside' });
export type SetSheetAside = z.output<typeof SetSheetAside>;

/** A draft at the desk; who answered for the person may be named now, where the device had nobody or the wrong one. */
export const GoOnWithSheet = z
  .strictObject({ answeredBy: startAssessmentInput.shape.answeredBy })
  .meta({ id: 'GoOnWithSheet' });
export type GoOnWithSheet = z.output<typeof GoOnWithSheet>;

export const AssessmentConflictQuery = z.strictObject({
  state: z.enum(assessmentConflictLifecycle.states).optional(),
  ...pageQuery,
});
export type AssessmentConflictQuery = z.output<typeof AssessmentConflictQuery>;

export const SettleConflict = z
  .strictObject({
    /** The one of the two that counts; the other is kept. */
    assessmentId: z.uuid(),
    reason,
  })
  .meta({ id: 'SettleConflict' });
export type SettleConflict = z.output<typeof SettleConflict>;
