import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { gapStates } from '../gap.lifecycle';

export const gapCauses = ['no-supply', 'not-eligible', 'full', 'too-far', 'no-money', 'declined'] as const;

const code = z.string().regex(/^[A-Z]{2}(-\d{2})?$/);
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

/** `code` may be of level one and then means everything below it; `regionPath` ends with a slash. */
export const GapQuery = z.strictObject({
  code: code.optional(),
  month: month.optional(),
  state: z.enum(gapStates).optional(),
  cause: z.enum(gapCauses).optional(),
  householdId: z.uuid().optional(),
  regionPath: z
    .string()
    .regex(/^(\d+\/)+$/)
    .optional(),
  ...pageQuery,
});
export type GapQuery = z.output<typeof GapQuery>;

export const GapSummaryQuery = z.strictObject({
  code: code.optional(),
  month: month.optional(),
  district: pageQuery.district,
});
export type GapSummaryQuery = z.output<typeof GapSummaryQuery>;
