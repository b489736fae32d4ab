import { z } from 'zod';
import { pageQuery } from '../../../platform/database';

const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });

/** Filters of the due list of re-tests; all of them stand in the address. */
export const RetestQuery = z.strictObject({
  /** Those whose case the reader leads. */
  mine: flag.optional(),
  /** Past the last day, or not yet. */
  overdue: flag.optional(),
  ...pageQuery,
});
export type RetestQuery = z.output<typeof RetestQuery>;
