import { z } from 'zod';
import { pageQuery } from '../../../platform/database';

const instrument = z.string().regex(/^S\d{2}$/);

/** Who was trained for which scale, when, and until when it counts. */
export const RecordTraining = z
  .strictObject({
    accountId: z.uuid(),
    instrument,
    trainedOn: z.iso.date(),
    validUntil: z.iso.date().optional(),
  })
  .meta({ id: 'RecordTraining' });
export type RecordTraining = z.output<typeof RecordTraining>;

export const EndTraining = z.strictObject({ reason: z.string().trim().min(4).max(300) }).meta({ id: 'EndTraining' });
export type EndTraining = z.output<typeof EndTraining>;

/** Filters of the list. */
export const TrainingQuery = z.strictObject({
  instrument: instrument.optional(),
  accountId: z.uuid().optional(),
  /** Those that count today alone. */
  standing: z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] }).optional(),
  ...pageQuery,
});
export type TrainingQuery = z.output<typeof TrainingQuery>;
