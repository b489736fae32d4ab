import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { exportFormats, exportStates } from '../export.entity';
import { exportKindNames, exportModes, requestedGroups } from '../export-kind';

const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

/** What is to leave the house, and why: the reason stands on the file and on the record (C2). */
export const OrderExport = z
  .strictObject({
    kind: z.enum(exportKindNames),
    mode: z.enum(exportModes),
    format: z.enum(exportFormats).default('xlsx'),
    reason: z.string().trim().min(8).max(200),
    /** A division in the actor's reach. */
    regionCode: z
      .string()
      .trim()
      .regex(/^\d{2,12}$/)
      .optional(),
    /** First and last month, by which files were opened, needs found, referrals made; of files with rows only. */
    from: month.optional(),
    until: month.optional(),
    /** Of a supervising organ, for an identified list (R88): number, organ and day, and what of C3 it names. */
    requestNumber: z.string().trim().min(2).max(60).optional(),
    requestOrgan: z.string().trim().min(2).max(100).optional(),
    requestDate: z.iso.date().optional(),
    fieldGroups: z.array(z.enum(requestedGroups)).max(requestedGroups.length).default([]),
    /** "I have read what the file contains and what may be done with it": asked for files with rows. */
    confirmed: z.boolean().default(false),
  })
  .meta({ id: 'OrderExport' });
export type OrderExport = z.output<typeof OrderExport>;

/** Filters of the list of orders. */
export const ExportQuery = z.strictObject({
  kind: z.enum(exportKindNames).optional(),
  state: z.enum(exportStates).optional(),
  mine: flag.optional(),
  ...pageQuery,
});
export type ExportQuery = z.output<typeof ExportQuery>;
