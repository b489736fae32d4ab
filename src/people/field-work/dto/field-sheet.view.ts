import { z } from 'zod';
import { released, withheld } from '../../../trust/access';
import { assessmentHead } from '../../assessments';
import { assessmentConflictLifecycle } from '../assessment-conflict.lifecycle';
import { fieldSheetLifecycle } from '../field-sheet.lifecycle';
import { deviceEnds } from '../take-along.entity';

export const fieldSheetLine = z
  .strictObject({
    id: z.uuid(),
    self: z.string(),
    /** As the device has named it. */
    sheet: z.uuid(),
    takeAlongId: z.uuid(),
    householdId: z.uuid(),
    householdNumber: z.string(),
    householdName: released('contact', z.string(), {
      from: 'masked',
      instead: ({ householdNumber }) => String(householdNumber),
    }),
    memberId: z.uuid().nullable(),
    memberName: released('contact', z.string().nullable(), { from: 'masked' }),
    instrument: z.string().nullable(),
    instrumentVersion: z.string().nullable(),
    mode: z.enum(['self', 'proxy', 'observed']).nullable(),
    state: z.enum(fieldSheetLifecycle.states),
    /** Code of what stood against it. */
    refusal: z.string().nullable(),
    assessmentId: z.uuid().nullable(),
    answered: z.int(),
    elapsedSeconds: z.int().nullable(),
    receivedAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    version: z.int(),
    withheld,
  })
  .meta({ id: 'FieldSheetLine' });
export type FieldSheetLine = z.infer<typeof fieldSheetLine>;
export const fieldSheetsView = z.strictObject({ items: z.array(fieldSheetLine), next: z.string().nullable() });

export const fieldSheetView = fieldSheetLine
  .extend({
    complete: z.boolean(),
    answers: released('answers', z.record(z.string(), z.int()).nullable(), { from: 'full' }),
    reason: released('answers', z.string().nullable(), { from: 'full' }),
  })
  .meta({ id: 'FieldSheet' });
export type FieldSheetView = z.infer<typeof fieldSheetView>;

/** Where the sheets of a device stand; the answer to every packet. */
export const fieldStateView = z
  .strictObject({
    self: z.string(),
    takeAlongId: z.uuid(),
    /** The device has to wipe itself when this is not null. */
    end: z.enum(deviceEnds).nullable(),
    secondsLeft: z.int(),
    sheets: z.array(
      z.strictObject({
        sheet: z.uuid(),
        state: z.enum(fieldSheetLifecycle.states),
        refusal: z.string().nullable(),
        assessmentId: z.uuid().nullable(),
        /** Another result of the same day waits for somebody to say which counts. */
        conflictId: z.uuid().nullable(),
      }),
    ),
  })
  .meta({ id: 'FieldState' });
export type FieldStateView = z.infer<typeof fieldStateView>;

export const assessmentConflictView = z
  .strictObject({
    id: z.uuid(),
    self: z.string(),
    householdId: z.uuid(),
    householdNumber: z.string(),
    householdName: released('contact', z.string(), {
      from: 'masked',
      instead: ({ householdNumber }) => String(householdNumber),
    }),
    state: z.enum(assessmentConflictLifecycle.states),
    /** Both results, the earlier first. */
    assessments: z.array(assessmentHead),
    countingId: z.uuid().nullable(),
    reason: released('answers', z.string().nullable(), { from: 'summary' }),
    foundAt: z.iso.datetime(),
    settledAt: z.iso.datetime().nullable(),
    version: z.int(),
    withheld,
  })
  .meta({ id: 'AssessmentConflict' });
export type AssessmentConflictView = z.infer<typeof assessmentConflictView>;
export const assessmentConflictsView = z.strictObject({
  items: z.array(assessmentConflictView),
  next: z.string().nullable(),
});
