import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { timeStages } from '../time-cells';

const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/);
const code = z.string().regex(/^[A-Z]{2}(-\d{2})?$/);

/** Needs confirmed from one month to another; `code` may be of level one and then means everything below it. */
export const TimesQuery = z
  .strictObject({
    from: month.optional(),
    to: month.optional(),
    code: code.optional(),
    district: pageQuery.district,
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], message: 'months-reversed' });
export type TimesQuery = z.output<typeof TimesQuery>;

/** The needs behind a figure; `waiting`: for what they have waited until today. */
export const NeedTimesQuery = z
  .strictObject({
    from: month.optional(),
    to: month.optional(),
    code: code.optional(),
    townshipId: z.coerce.number().int().positive().optional(),
    waiting: z.enum(timeStages).optional(),
    ...pageQuery,
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], message: 'months-reversed' });
export type NeedTimesQuery = z.output<typeof NeedTimesQuery>;
