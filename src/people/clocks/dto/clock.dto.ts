import { z } from 'zod';
import { occasions } from '../household-clock.entity';

const day = z.iso.date();
const reason = z.string().trim().min(2).max(500);

export const startClockInput = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('taper'),
    /** Day of the change: the first month paid is the one after it (B11). */
    startedOn: day,
    /** Paid for the last whole month, in fen. */
    lastMonthFen: z.int().positive().max(100_000_000),
    /** Number of the authority's paper: only an officer enters it (R3). */
    documentNumber: z.string().trim().min(1).max(60),
  }),
  z.strictObject({
    kind: z.literal('waiting'),
    startedOn: day,
    /** Rows of the pack that fit; the longest counts (R38). */
    grounds: z.array(z.string()).min(1).max(10),
  }),
  z.strictObject({
    kind: z.literal('support'),
    startedOn: day,
    occasion: z.enum(occasions),
    memberId: z.uuid().optional(),
  }),
]);
export type StartClock = z.infer<typeof startClockInput>;

/** `on`: today when left out. */
export const pauseClockInput = z.strictObject({ on: day.optional(), reason });
export type PauseClock = z.infer<typeof pauseClockInput>;
export const resumeClockInput = z.strictObject({ on: day.optional() });
export type ResumeClock = z.infer<typeof resumeClockInput>;
export const endClockInput = z.strictObject({ on: day.optional(), reason });
export type EndClock = z.infer<typeof endClockInput>;
