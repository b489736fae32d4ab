import fc from 'fast-check';
import { protectTable, type ProtectedTable, type TableLine } from './protected-table';
import { type Cell, LEAST_NAMED, LEAST_SHOWN, mergeSmall, type MergedCell, rounded, sum } from './small-counts';

const coarser = (row: string) => row.slice(0, 1);
const ROWS = ['a1', 'a2', 'b1'];
const COLUMNS = ['X', 'Y'];
const counts = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 60 }));
const table = fc
  .array(counts, { minLength: ROWS.length * COLUMNS.length, maxLength: ROWS.length * COLUMNS.length })
  .map((values): Cell[] =>
    ROWS.flatMap((row, r) => COLUMNS.map((column, c) => ({ row, column, count: values[r * COLUMNS.length + c] ?? 0 }))),
  );

/** Numbers that the reader does not see: each merged cell's parts, and each plain cell that is not printed. */
interface Unknown {
  cell: MergedCell;
  value: number;
  least: number;
  most: number;
}

const shownAs = (found: ProtectedTable, row: string | null, column: string | null) =>
  found.lines.find((line) => line.row === row && line.column === column)?.count ?? 'left-out';

/** A reader is taken to know printed numbers as they were before they were rounded. */
function bounds(shown: number | string, count: number): [number, number] {
  if (typeof shown === 'number') return [count, count];
  return { 'left-out': [1, LEAST_NAMED - 1], small: [LEAST_NAMED, LEAST_SHOWN - 1], hidden: [LEAST_SHOWN, Infinity] }[
    shown as 'small'
  ] as [number, number];
}

/** Tries every change by one of every unseen number: which of them may be another number, for all that is published? */
function determined(cells: readonly MergedCell[], found: ProtectedTable): Unknown[] {
  const unknown = cells.flatMap((cell): Unknown[] => {
    if (cell.parts.length > 0) {
      return cell.parts.map((value) => ({ cell, value, least: 1, most: LEAST_NAMED - 1 }));
    }
    const [least, most] = bounds(shownAs(found, cell.row, cell.column), cell.count);
    return least === most ? [] : [{ cell, value: cell.count, least, most }];
  });
  const published = [
    ...cells.filter(({ parts }) => parts.length > 0).map((cell) => [cell.row, cell.column] as const),
    ...[...new Set(cells.map(({ row }) => row))].map((row) => [row, null] as const),
    ...[...new Set(cells.map(({ column }) => column))].map((column) => [null, column] as const),
    [null, null] as const,
  ];
  const within = ({ cell }: Unknown, row: string | null, column: string | null) =>
    (row === null || cell.row === row) && (column === null || cell.column === column);
  const fits = (changes: readonly number[]) =>
    published.every(([row, column]) => {
      const change = sum(unknown.map((one, place) => (within(one, row, column) ? (changes[place] ?? 0) : 0)));
      if (change === 0) return true;
      const all = sum(
        cells
          .filter((c) => (row === null || c.row === row) && (column === null || c.column === column))
          .map((c) => c.count),
      );
      const [least, most] = bounds(shownAs(found, row, column), all);
      return all + change >= least && all + change <= most;
    });
  const free = new Set<Unknown>();
  const walk = (changes: number[]): void => {
    const next = unknown[changes.length];
    if (!next) {
      if (fits(changes)) unknown.filter((_, place) => changes[place] !== 0).forEach((one) => free.add(one));
      return;
    }
    for (const change of [0, 1, -1]) {
      if (next.value + change >= next.least && next.value + change <= next.most) walk([...changes, change]);
    }
  };
  walk([]);
  return unknown.filter((one) => !free.has(one));
}

describe('a table that leaves the house', () => {
  it('lets no number that is not printed be computed from those that are', () => {
    let hidden = 0;
    fc.assert(
      fc.property(table, (cells) => {
        const found = protectTable(cells, coarser);
        if (found.withheld) return;
        hidden += found.lines.filter(({ count }) => count === 'hidden').length;
        expect(determined(mergeSmall(cells, coarser), found)).toEqual([]);
      }),
      { numRuns: 400 },
    );
    expect(hidden).toBeGreaterThan(0);
  });

  it('names no combination of fewer than five, prints no number below ten, and others to the nearest five', () => {
    fc.assert(
      fc.property(table, (cells) => {
        const merged = mergeSmall(cells, coarser);
        for (const { row, column, count } of protectTable(cells, coarser).lines) {
          const of = merged.filter(
            (cell) => (row === null || cell.row === row) && (column === null || cell.column === column),
          );
          const truth = sum(of.map((cell) => cell.count));
          expect(truth).toBeGreaterThanOrEqual(LEAST_NAMED);
          if (typeof count === 'number') {
            expect(count % 5).toBe(0);
            expect(Math.abs(count - truth)).toBeLessThanOrEqual(2);
          }
          if (typeof count === 'number' || count === 'hidden') expect(truth).toBeGreaterThanOrEqual(LEAST_SHOWN);
        }
      }),
    );
  });

  it('does not show one record more: two statistics cannot be subtracted', () => {
    const of = (count: number) => protectTable([{ row: 'a1', column: 'X', count }], coarser).lines;
    expect(of(21)).toEqual(of(20));
    expect(of(22).map(({ count }) => count)).toEqual([20, 20, 20, 20]);
    expect(rounded(LEAST_SHOWN)).toBe(LEAST_SHOWN);
  });

  it('differs from one with a record more by whole fives, or not at all', () => {
    let changed = 0;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 10, max: 60 }), { minLength: 6, maxLength: 6 }), (values) => {
        const of = (one: number) =>
          ROWS.flatMap((row, r) =>
            COLUMNS.map((column, c) => ({ row, column, count: values[2 * r + c]! + (r + c === 0 ? one : 0) })),
          );
        const [before, after] = [0, 1].map((one) => protectTable(of(one), coarser).lines) as [TableLine[], TableLine[]];
        after.forEach((line, place) => {
          const difference = Number(line.count) - Number(before[place]!.count);
          expect([0, 5]).toContain(difference);
          changed += difference;
        });
      }),
    );
    expect(changed).toBeGreaterThan(0);
  });

  it('keeps every record, and moves only those of small combinations one step up', () => {
    fc.assert(
      fc.property(table, (cells) => {
        const merged = mergeSmall(cells, coarser);
        expect(sum(merged.map(({ count }) => count))).toBe(sum(cells.map(({ count }) => count)));
        expect(merged.filter(({ parts, count }) => parts.length === 0 && count < LEAST_NAMED)).toEqual([]);
        expect(merged.flatMap(({ parts }) => parts).filter((part) => part >= LEAST_NAMED)).toEqual([]);
      }),
    );
  });

  it('publishes most of an ordinary table, and nothing of an empty one', () => {
    const cells = ['t1', 't2', 'u1', 'u2'].flatMap((row, r) =>
      ['A', 'B', 'C'].map((column, c) => ({ row, column, count: 20 + 7 * r + 3 * c })),
    );
    cells[0]!.count = 3;
    const { lines, leftOut, withheld } = protectTable(cells, coarser);
    expect({ leftOut, withheld }).toEqual({ leftOut: 1, withheld: false });
    expect(lines.filter(({ count }) => typeof count === 'number').length).toBeGreaterThan(10);
    expect(lines.find(({ row, column }) => row === 't' && column === 'A')).toBeUndefined();
    expect(lines.filter(({ count }) => count === 'hidden').length).toBeGreaterThanOrEqual(2);
    expect(protectTable([], coarser)).toEqual({ lines: [], leftOut: 0, withheld: false });
  });
});
