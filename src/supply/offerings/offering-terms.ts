import { z } from 'zod';

const texts = (max: number) => z.array(z.string().trim().min(1).max(60)).max(max);
const age = z.number().int().min(0).max(150);

/** Who may have an offering; the names are those that matching reads. Absent or empty: no condition. */
export const OfferingEligibility = z
  .strictObject({
    minAge: age.nullish(),
    maxAge: age.nullish(),
    /** Classes of R11 as text, '1' to '4'. */
    classes: texts(12).optional(),
    circles: z
      .array(z.enum(['C1', 'C2', 'C3', 'C4']))
      .max(4)
      .optional(),
    disabilityKinds: texts(10).optional(),
    /** The mildest grade still admitted (B34): 2 admits grades 1 and 2. */
    minDisabilityGrade: z.number().int().min(1).max(4).nullish(),
    sex: z.enum(['male', 'female']).nullish(),
    /** Conditions in the provider's own words; no rule reads them. */
    text: z.string().trim().max(2000).nullish(),
  })
  .refine(({ minAge, maxAge }) => (minAge ?? 0) <= (maxAge ?? 150), {
    path: ['maxAge'],
    params: { code: 'ages-reversed' },
    error: 'ages-reversed',
  })
  .meta({ id: 'OfferingEligibility' });
export type OfferingEligibility = z.output<typeof OfferingEligibility>;

const minute = z.number().int().min(0).max(1440);

/** One weekly window: day 1 is Monday, minutes count from midnight, `to` is exclusive. */
export const WeeklySlot = z
  .strictObject({ day: z.number().int().min(1).max(7), from: minute, to: minute })
  .refine(({ from, to }) => from < to, { path: ['to'], params: { code: 'hours-reversed' }, error: 'hours-reversed' });
export type WeeklySlot = z.output<typeof WeeklySlot>;

export const OfferingSchedule = z
  .strictObject({
    slots: z.array(WeeklySlot).max(50).default([]),
    /** True: the person attends all slots. False: one hour inside a slot is agreed later. */
    fixed: z.boolean().default(false),
    text: z.string().trim().max(2000).nullish(),
  })
  .meta({ id: 'OfferingSchedule' });
export type OfferingSchedule = z.output<typeof OfferingSchedule>;

/** What is told but not matched. */
export const OfferingDetails = z
  .strictObject({
    address: z.string().trim().max(300).nullish(),
    website: z.string().trim().max(500).nullish(),
    fees: z.string().trim().max(2000).nullish(),
    serviceAreas: z.array(z.string().max(300)).max(200).optional(),
  })
  .meta({ id: 'OfferingDetails' });
export type OfferingDetails = z.output<typeof OfferingDetails>;
