/** Fewest records behind a combination that is named at all (GB/T 37964, C2: k ≥ 5). */
export const LEAST_NAMED = 5;
/** Counts below are shown as "<10" (C2). */
export const LEAST_SHOWN = 10;
/** Others are shown to the nearest of these: two statistics cannot be subtracted down to one record. */
export const ROUNDED_TO = 5;

export const rounded = (count: number): number => Math.round(count / ROUNDED_TO) * ROUNDED_TO;

/** How many records there are in one row and column; a row is a combination of quasi-identifiers. */
export interface Cell {
  row: string;
  column: string;
  count: number;
}

/** A cell with the combinations below `LEAST_NAMED` that were put together in it; none in a plain one. */
export interface MergedCell extends Cell {
  parts: readonly number[];
}

/**
 * Takes combinations with too few records one step up (`coarser`, e.g. from the month to the year), where those of one
 * coarser row and column stand together. What is still too small then is not named (`protectTable`).
 */
export function mergeSmall(cells: readonly Cell[], coarser: (row: string) => string): MergedCell[] {
  const plain: MergedCell[] = [];
  const merged = new Map<string, { row: string; column: string; parts: number[] }>();
  for (const cell of added(cells)) {
    if (cell.count === 0) continue;
    if (cell.count >= LEAST_NAMED) {
      plain.push({ ...cell, parts: [] });
      continue;
    }
    const row = coarser(cell.row);
    const key = JSON.stringify([row, cell.column]);
    const known = merged.get(key) ?? { row, column: cell.column, parts: [] };
    known.parts.push(cell.count);
    merged.set(key, known);
  }
  return [...plain, ...[...merged.values()].map((cell) => ({ ...cell, count: sum(cell.parts) }))];
}

/** Cells of the same row and column in one. */
function added(cells: readonly Cell[]): Cell[] {
  const all = new Map<string, Cell>();
  for (const { row, column, count } of cells) {
    const key = JSON.stringify([row, column]);
    all.set(key, { row, column, count: count + (all.get(key)?.count ?? 0) });
  }
  return [...all.values()];
}

export const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
