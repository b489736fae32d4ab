import { z } from 'zod';
import { pageQuery } from '../../../platform/database';

/** How a calculation's pre-screen by the law's words stands. */
export const screens = ['in', 'out', 'unknown'] as const;

const place = {
  /** Path of a region as its row has it: `1/5/9/`; the whole reach when left out. */
  regionPath: z
    .string()
    .regex(/^(\d+\/)+$/)
    .optional(),
};

/** Filters of the list; all of them stand in the address. */
export const MissedBenefitQuery = z.strictObject({
  ...place,
  line: z.string().trim().min(1).max(60).optional(),
  screen: z.enum(screens).optional(),
  ...pageQuery,
});
export type MissedBenefitQuery = z.output<typeof MissedBenefitQuery>;

export const MissedSummaryQuery = z.strictObject({ ...place, district: pageQuery.district });
export type MissedSummaryQuery = z.output<typeof MissedSummaryQuery>;
