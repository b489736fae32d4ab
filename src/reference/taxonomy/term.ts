import { z } from 'zod';

const bj = z.enum([
  'living',
  'care-rehabilitation',
  'care-sheltered',
  'support-employment',
  'support-coaching',
  'support-other',
]);

/** One code of the list of domain E; codes name needs and services alike, so both sides of a match speak one language. */
export const termSchema = z.strictObject({
  code: z.string().regex(/^[A-Z]{2}(-\d{2})?$/),
  zh: z.string().min(1),
  en: z.string().min(1),
  parent: z.string().nullable(),
  bj,
  hb: z.int().min(1).max(7).nullable(),
  pt: z.enum(['care', 'living', 'warmth']),
  hsds: z.enum(['SV', 'SL', 'PG', 'IR', 'FD']),
  sdoh: z.array(z.string().regex(/^[a-z-]+$/)).min(1),
  restricted: z.boolean(),
});
export const taxonomySchema = z.strictObject({ version: z.string(), terms: z.array(termSchema).min(1) });

export type Term = z.infer<typeof termSchema>;
export type TaxonomyData = z.infer<typeof taxonomySchema>;

/** What the schema of one row cannot see: codes twice, parents that are missing or do not fit the code. */
export function taxonomyProblems(terms: readonly Term[]): string[] {
  const problems: string[] = [];
  const codes = new Set<string>();
  for (const term of terms) {
    if (codes.has(term.code)) problems.push(`${term.code}: given twice`);
    codes.add(term.code);
  }
  for (const { code, parent } of terms) {
    const expected = code.includes('-') ? code.slice(0, 2) : null;
    if (parent !== expected) problems.push(`${code}: parent must be ${expected ?? 'null'}`);
    else if (parent !== null && !codes.has(parent)) problems.push(`${code}: parent ${parent} is not in the list`);
  }
  return problems;
}
