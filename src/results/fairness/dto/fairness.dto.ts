import { z } from 'zod';
import { pageQuery } from '../../../platform/database';

const period = {
  /** Counted from the first day of its month; a year back when left out. */
  from: z.iso.date().optional(),
  /** Counted to the last day of its month, or today; today when left out. */
  until: z.iso.date().optional(),
};
const inOrder = {
  check: ({ from, until }: { from?: string | undefined; until?: string | undefined }) =>
    from === undefined || until === undefined || from <= until,
  said: { path: ['until'], message: 'period-turned' },
};

/** Which needs coverage counts: confirmed in the year, of at least this severity (I8 counts from 2 on). */
export const FairnessQuery = z.strictObject({
  /**
   * One calendar year, the one that runs up to today; this one when left out. No two overlap: of two that do, one could be taken
   * from the other until fewer than ten were left (domain F).
   */
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  severity: z.coerce.number().int().min(1).max(3).default(1),
  district: pageQuery.district,
});
export type FairnessQuery = z.output<typeof FairnessQuery>;

/** Choices other than the first candidate. */
export const OverrideQuery = z.strictObject({ ...period, ...pageQuery }).refine(inOrder.check, inOrder.said);
export type OverrideQuery = z.output<typeof OverrideQuery>;
