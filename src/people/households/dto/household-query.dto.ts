import { z } from 'zod';
import { pageQuery } from '../../../platform/database';

/** Filters of the list of files; all of them stand in the address. */
export const HouseholdQuery = z.strictObject({
  name: z.string().trim().min(1).max(60).optional(),
  phoneTail: z
    .string()
    .trim()
    .regex(/^\d{4}$/)
    .optional(),
  number: z.string().trim().max(20).optional(),
  class: z.coerce.number().int().min(1).max(4).optional(),
  /** Path of a region as its row has it: `1/5/9/`. */
  regionPath: z
    .string()
    .regex(/^(\d+\/)+$/)
    .optional(),
  ...pageQuery,
});
export type HouseholdQuery = z.output<typeof HouseholdQuery>;

/** Number of a file, whole identity number, whole phone, or full name (C3). */
export const SearchFiles = z.strictObject({ key: z.string().trim().min(2).max(60) }).meta({ id: 'SearchFiles' });
export type SearchFiles = z.output<typeof SearchFiles>;
