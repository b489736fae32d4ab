import { type Flow, protect, type Shown, shownBySize } from './count-network';
import { type Cell, mergeSmall, type MergedCell, rounded, sum } from './small-counts';

/** One published number; `row` or `column` null: the total over all. */
export interface TableLine {
  row: string | null;
  column: string | null;
  count: number | Exclude<Shown, 'count' | 'left-out'>;
}

export interface ProtectedTable {
  lines: TableLine[];
  /** How many combinations have too few records to be named, even one step coarser. */
  leftOut: number;
  /** Nothing could be published: no pattern hides what has to be hidden. */
  withheld: boolean;
}

interface Entry {
  row: string | null;
  column: string | null;
  flow: Flow;
}

const START = 'all rows';
const END = 'all columns';
const rowSum = (row: string) => `row ${row}`;
const columnSum = (column: string) => `column ${column}`;

/**
 * A table of counts with totals that may leave the house (GB/T 37964, C2): every named combination has k ≥ 5 records,
 * numbers below ten are not printed, and no number that is not printed can be had from those that are, not even if these
 * were exact: they are rounded, each by itself, totals too.
 */
export function protectTable(cells: readonly Cell[], coarser: (row: string) => string): ProtectedTable {
  const merged = mergeSmall(cells, coarser);
  const { entries, parts } = networkOf(merged);
  const flows = [...entries.map(({ flow }) => flow), ...parts];
  if (!protect(flows)) return { lines: [], leftOut: merged.length, withheld: true };
  const lines = entries.flatMap(({ row, column, flow: { count, shown } }): TableLine[] =>
    shown === 'left-out' ? [] : [{ row, column, count: shown === 'count' ? rounded(count) : shown }],
  );
  const leftOut = entries.filter(({ row, column, flow }) => row !== null && column !== null && isLeftOut(flow)).length;
  return { lines, leftOut, withheld: false };
}

const isLeftOut = ({ shown }: Flow) => shown === 'left-out';

/** Cells, totals of rows and columns, the total of all; and the combinations that were put together, never published. */
function networkOf(cells: readonly MergedCell[]): { entries: Entry[]; parts: Flow[] } {
  const entries: Entry[] = [];
  const parts: Flow[] = [];
  const add = (row: string | null, column: string | null, from: string, to: string, counts: readonly number[]) => {
    const count = sum(counts);
    entries.push({ row, column, flow: { from, to, count, shown: shownBySize(count) } });
  };
  for (const cell of cells) {
    const { row, column, count } = cell;
    // The parts of a merged cell hang between it and their column: their sum is what the cell says.
    const to = cell.parts.length > 0 ? `parts ${JSON.stringify([row, column])}` : columnSum(column);
    add(row, column, rowSum(row), to, [count]);
    for (const part of cell.parts) parts.push({ from: to, to: columnSum(column), count: part, shown: 'left-out' });
  }
  for (const row of new Set(cells.map((cell) => cell.row))) {
    add(row, null, START, rowSum(row), countsOf(cells.filter((cell) => cell.row === row)));
  }
  for (const column of new Set(cells.map((cell) => cell.column))) {
    add(null, column, columnSum(column), END, countsOf(cells.filter((cell) => cell.column === column)));
  }
  if (cells.length > 0) add(null, null, END, START, countsOf(cells));
  return { entries, parts };
}

const countsOf = (cells: readonly Cell[]) => cells.map(({ count }) => count);
