import { z } from 'zod';

/** A training as all staff of the district read it: it is about colleagues, not about a household. */
export const trainingView = z
  .strictObject({
    id: z.uuid(),
    self: z.string(),
    accountId: z.uuid(),
    accountName: z.string().nullable(),
    instrument: z.string(),
    trainedOn: z.iso.date(),
    validUntil: z.iso.date().nullable(),
    /** Whether it counts today. */
    standing: z.boolean(),
    recordedByName: z.string().nullable(),
    recordedAt: z.iso.datetime(),
    endReason: z.string().nullable(),
    endedByName: z.string().nullable(),
    endedAt: z.iso.datetime().nullable(),
    version: z.int(),
  })
  .meta({ id: 'AssessorTraining' });
export type TrainingView = z.infer<typeof trainingView>;
export const trainingsView = z.strictObject({ items: z.array(trainingView), next: z.string().nullable() });
