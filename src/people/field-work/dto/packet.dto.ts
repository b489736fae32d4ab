import { z } from 'zod';
import { instrumentCode, startAssessmentInput } from '../../assessments';

/** As many as a device sends at once; the rest follows in further packets. */
export const mostOperations = 200;

const item = z.string().max(60);
const value = z.number().int().min(0).max(10).nullable();
const place = {
  /** Name of the sheet, made on the device. */
  sheet: z.uuid(),
  /** Place of the operation among those of its sheet on this device, from 1 without holes: it orders them, no clock does. */
  seq: z.int().min(1).max(5000),
  /** Of the sheet; in every operation, so that whatever comes first can be sealed for its household. */
  householdId: z.uuid(),
};

export const startOperation = z
  .strictObject({
    kind: z.literal('start'),
    ...place,
    memberId: z.uuid().nullable().default(null),
    instrument: instrumentCode,
    /** Version of the scale that was answered: a scale that has changed meanwhile is not the same. */
    instrumentVersion: z.string().max(20),
    mode: z.enum(['self', 'proxy', 'observed']),
    answeredBy: startAssessmentInput.shape.answeredBy,
  })
  .meta({ id: 'FieldStart' });
export const answerOperation = z
  .strictObject({ kind: z.literal('answer'), ...place, item, value: value.describe('null takes an answer back') })
  .meta({ id: 'FieldAnswer' });
export const completeOperation = z
  .strictObject({
    kind: z.literal('complete'),
    ...place,
    elapsedSeconds: z
      .int()
      .min(0)
      .max(7 * 86_400)
      .describe('between start and end, as counted; never a time of day'),
  })
  .meta({ id: 'FieldComplete' });

/** Operations of a device in any order; repeats change nothing. An empty packet asks whether the device may go on. */
export const FieldPacket = z
  .strictObject({
    operations: z
      .array(z.discriminatedUnion('kind', [startOperation, answerOperation, completeOperation]))
      .max(mostOperations),
  })
  .meta({ id: 'FieldPacket' });
export type FieldPacket = z.output<typeof FieldPacket>;
export type SentOperation = FieldPacket['operations'][number];
export type StartOperation = z.output<typeof startOperation>;
