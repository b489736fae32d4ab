import { createHash } from 'node:crypto';
import { fieldOfHeading, type LedgerColumns, type LedgerField, plainWord } from './ledger-fields';

/** How far down the headings may stand: below a title and a line of remarks. */
const WITHIN = 10;
const LEAST = 3;

/** The row of headings (from 0): the one that names the most fields. Null: none names at least three, a name among them. */
export function headingRow(grid: ReadonlyArray<readonly string[]>): number | null {
  let best: { row: number; count: number } | null = null;
  for (const [row, cells] of grid.slice(0, WITHIN).entries()) {
    const fields = new Set(cells.map(fieldOfHeading).filter((field) => field !== null));
    const counts = fields.size >= LEAST && fields.has('name');
    if (counts && fields.size > (best?.count ?? 0)) best = { row, count: fields.size };
  }
  return best?.row ?? null;
}

/** A field for each heading; the first of two that mean the same keeps it. */
export function guessColumns(headings: readonly string[]): LedgerColumns {
  const taken = new Set<LedgerField>();
  return headings.map((heading) => {
    const field = fieldOfHeading(heading);
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}

/** One sheet is of the same shape as another when its headings are, in their order. */
export const headingsDigest = (headings: readonly string[]): string =>
  createHash('sha256').update(headings.map(plainWord).join('\n')).digest('hex');
