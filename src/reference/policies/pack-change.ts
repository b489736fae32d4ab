import { z } from 'zod';
import { citation } from './citations';

/**
 * What a draft changes in a pack, from a day on, and why (R2): a number of a row, a row that is added to a table, or one that is
 * removed from it.
 */
export const packChange = z
  .strictObject({
    /**
     * The way through the pack: to a number `standards.dibao.fen`, `circles.cuts.C2.upTo`, `allowances.table.oldest.amount`; to a
     * row that is added or removed `allowances.table.carer`.
     */
    path: z
      .string()
      .regex(/^[A-Za-z][\w-]*(\.[\w-]+)+$/)
      .max(200),
    /** Fen and numbers as numbers, formulas and days as text. */
    value: z.union([z.number(), z.string().trim().min(1).max(200)]).optional(),
    /** The row that is added, as a pack would write it; its days are those of the change. */
    row: z.record(z.string().max(60), z.unknown()).optional(),
    /** The row is removed. */
    removed: z.literal(true).optional(),
    /** First day on which it holds. */
    from: z.iso.date(),
    /** Codes of texts that the pack names; left out: the row keeps its own. A removed row needs one. */
    citation: citation.optional(),
    reason: z.string().trim().min(2).max(500),
  })
  .refine(({ value, row, removed }) => [value, row, removed].filter((one) => one !== undefined).length === 1, {
    path: ['value'],
    error: 'pack-change-one',
  });
export type PackChange = z.infer<typeof packChange>;

/** What is wrong with a changed pack: where, and the code of the sentence that says why. */
export interface ChangeProblem {
  /** The way to the row or number, as in a change. */
  path: string;
  section: string;
  row: string;
  code: string;
  params?: Record<string, string | number>;
}
