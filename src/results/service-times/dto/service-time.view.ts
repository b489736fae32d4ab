import { z } from 'zod';
import type { NeedTime } from '../service-times.store';
import type { ShownCell } from '../time-cells';

const count = z.int().min(0).nullable();
const days = z.number().nullable();
const stage = z.strictObject({ reached: count, medianDays: days, p90Days: days });
const cell = {
  /** Null where so few would point at households. */
  needs: count,
  stages: z.strictObject({ offer: stage, acceptance: stage, service: stage }),
};

/** How long from the household's yes to the first offer, acceptance and service, by township and service code. */
export const serviceTimesView = z
  .strictObject({
    from: z.string(),
    to: z.string(),
    /** Numbers below it are not told. */
    leastNeeds: z.int(),
    items: z.array(
      z.strictObject({ townshipId: z.int().nullable(), township: z.string().nullable(), code: z.string(), ...cell }),
    ),
    whole: z.strictObject(cell),
    next: z.null(),
  })
  .meta({ id: 'ServiceTimes' });
export type ServiceTimesView = z.infer<typeof serviceTimesView>;

const instant = z.iso.datetime().nullable();
export const needTimesView = z.strictObject({
  items: z.array(
    z.strictObject({
      needId: z.uuid(),
      householdId: z.uuid(),
      code: z.string(),
      confirmedAt: z.iso.datetime(),
      offeredAt: instant,
      acceptedAt: instant,
      servedAt: instant,
    }),
  ),
  next: z.string().nullable(),
});
export type NeedTimesView = z.infer<typeof needTimesView>;

export const cellOf = ({ needs, stages }: ShownCell) => ({ needs, stages: { ...stages } });

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

export const viewNeedTime = ({ needId, householdId, code, ...at }: NeedTime): NeedTimesView['items'][number] => ({
  ...{ needId, householdId, code, confirmedAt: at.confirmedAt.toISOString() },
  ...{ offeredAt: iso(at.offeredAt), acceptedAt: iso(at.acceptedAt), servedAt: iso(at.servedAt) },
});
