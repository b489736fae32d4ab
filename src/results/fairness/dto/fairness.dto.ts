import { z } from 'zod';
import { pageQuery } from '../../../platform/database';

const period = {
  /** First day; a year back when left out. */
  from: z.iso.date().optional(),
  /** Last day; today when left out. */
  until: z.iso.date().optional(),
};
const inOrder = {
  check: ({ from, until }: { from?: string | undefined; until?: string | undefined }) =>
    from === undefined || until === undefined || from <= until,
  said: { path: ['until'], message: 'period-turned' },
};

/** Which needs count: confirmed in the period, of at least this severity (I8 counts from 2 on). */
export const FairnessQuery = z
  .strictObject({
    ...period,
    severity: z.coerce.number().int().min(1).max(3).default(1),
    district: pageQuery.district,
  })
  .refine(inOrder.check, inOrder.said);
export type FairnessQuery = z.output<typeof FairnessQuery>;

/** Choices other than the first candidate. */
export const OverrideQuery = z.strictObject({ ...period, ...pageQuery }).refine(inOrder.check, inOrder.said);
export type OverrideQuery = z.output<typeof OverrideQuery>;
