import { z } from 'zod';
import { citation } from './citations';

/** One number of a pack that a draft changes, from a day on, and why (R2). */
export const packChange = z.strictObject({
  /** The way through the pack: `standards.dibao.fen`, `circles.cuts.C2.upTo`, `allowances.table.oldest.amount`. */
  path: z
    .string()
    .regex(/^[A-Za-z][\w-]*(\.[\w-]+)+$/)
    .max(200),
  /** Fen and numbers as numbers, formulas and days as text. */
  value: z.union([z.number(), z.string().trim().min(1).max(200)]),
  /** First day on which it holds. */
  from: z.iso.date(),
  /** Codes of texts that the pack names; left out: the row keeps its own. */
  citation: citation.optional(),
  reason: z.string().trim().min(2).max(500),
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
