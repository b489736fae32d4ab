import { z } from 'zod';
import { pageQuery } from '../../../platform/database';

const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });
export const recheckCircles = ['C1', 'C2', 'C3', 'C4', 'unknown'] as const;

/** Filters of the due list (R30); all of them stand in the address. */
export const RecheckQuery = z.strictObject({
  /** The unit that holds the case. */
  unit: z.uuid().optional(),
  /** Those whose case the reader leads. */
  mine: flag.optional(),
  circle: z.enum(recheckCircles).optional(),
  /** Past their day, or not yet. */
  overdue: flag.optional(),
  /** Told to the station. */
  raised: flag.optional(),
  /** Due within the next seven days. */
  week: flag.optional(),
  ...pageQuery,
});
export type RecheckQuery = z.output<typeof RecheckQuery>;
