import { z } from 'zod';
import type { DataProblem } from '../data-files';
import { source } from './means-sections';

/** What a column of the ledger that leaves the house can hold; one row a person, as offices keep it (R26, R55). */
export const ledgerColumnFields = [
  ...(['householdKey', 'headName', 'name', 'relation', 'sex', 'birthDate', 'identity', 'township', 'region'] as const),
  ...(['address', 'phone', 'benefit', 'income', 'disabilityKind', 'disabilityGrade', 'disabilityCard'] as const),
  ...(['workCapacity', 'circle'] as const),
] as const;
export type LedgerColumnField = (typeof ledgerColumnFields)[number];

/** Without these a workbook that comes back cannot be told file by file. */
const NEEDED: readonly LedgerColumnField[] = ['householdKey', 'name', 'relation', 'region'];

const words = { zh: z.string().min(1), en: z.string().min(1) };

export const ledgerColumnsSchema = z.strictObject({
  /** In the order of the sheet; the words are its headings. */
  ledgerColumns: z.array(z.strictObject({ code: z.enum(ledgerColumnFields), ...words, ...source })).min(NEEDED.length),
});

/** Each column once, each heading once, and those that a workbook coming back is known by. */
export function problemsOfLedgerColumns({ ledgerColumns }: z.infer<typeof ledgerColumnsSchema>): DataProblem[] {
  const codes = ledgerColumns.map(({ code }) => code);
  const missing = NEEDED.filter((code) => !codes.includes(code));
  const again = ledgerColumns.flatMap(({ code, zh, en }, place): DataProblem[] =>
    ledgerColumns.findIndex((one) => one.code === code || one.zh === zh || one.en === en) === place
      ? []
      : [{ path: ['ledgerColumns', place], message: `${code} has a column or a heading that is there already` }],
  );
  return missing.length > 0
    ? [{ path: ['ledgerColumns'], message: `has no column for ${missing.join(', ')}` }, ...again]
    : again;
}
