import { z } from 'zod';
import { pageQuery } from '../../../platform/database';

/** Files of one batch at most: what a person looks through, and below what an hour lets open (C3). */
export const MOST_FILES = 200;
/** Up to so many are printed at once; more are made by a job. */
export const FILES_AT_ONCE = 30;

/** Which paper is printed, of which files, in this order. */
export const OrderBatchPrint = z
  .strictObject({
    /** Code of a paper of the pack. */
    paper: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/)
      .max(60),
    householdIds: z.array(z.uuid()).min(1).max(MOST_FILES),
  })
  .meta({ id: 'OrderBatchPrint' });
export type OrderBatchPrint = z.output<typeof OrderBatchPrint>;

export const BatchPrintQuery = z.strictObject(pageQuery);
export type BatchPrintQuery = z.output<typeof BatchPrintQuery>;
