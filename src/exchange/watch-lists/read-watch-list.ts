import { checkIdentityNumber } from '../../people/households';
import { invalid } from '../../platform/errors';
import { placeOf, readSheets } from '../ledgers';
import { listDay } from './list-day';
import { headingOf, type WatchColumn, watchColumnOf, watchColumns, watchLabelOf } from './watch-words';

/** A sound row: somebody with a label since a day. */
export interface WatchRow {
  line: number;
  name: string;
  identityNumber: string;
  label: string;
  since: string;
}

/** What is wrong with a row, by codes; never its content. */
export interface WatchProblem {
  line: number;
  code: string;
}

export interface ReadWatchList {
  rows: WatchRow[];
  problems: WatchProblem[];
  /** Rows of the file, sound or not. */
  count: number;
  /** Cells whose value a formula made: the kept value is taken, and said. */
  formulas: number;
}

const HEADING_WITHIN = 10;
const MOST_ROWS = 20_000;
const NAMED = 5;

/**
 * Reads a list of the agriculture desk: xlsx, or CSV in UTF-8 or GBK, its columns in any order.
 * @param today YYYY-MM-DD
 * @throws AppError 422 at `file`: as `readSheets`; `watch-list-columns`, `watch-list-rows`, `ledger-merged`, `ledger-empty`
 */
export async function readWatchList(bytes: Buffer, today: string): Promise<ReadWatchList> {
  for (const { grid, merged, formulas } of await readSheets(bytes)) {
    const top = grid.slice(0, HEADING_WITHIN).findIndex((cells) => {
      const columns = cells.map(watchColumnOf);
      return watchColumns.every((column) => columns.includes(column));
    });
    if (top < 0) continue;
    const below = (place: string) => placeOf(place.split(':').at(-1) ?? '').row > top;
    const inBody = merged.filter(below);
    if (inBody.length > 0)
      throw refuse('ledger-merged', { places: inBody.slice(0, NAMED).join(' '), count: inBody.length });
    const columns = grid[top]!.map(watchColumnOf);
    const body = grid.flatMap((cells, at) =>
      at > top && cells.some((cell) => cell !== '') ? [{ line: at + 1, cells: cellsOf(columns, cells) }] : [],
    );
    if (body.length === 0) throw refuse('ledger-empty');
    if (body.length > MOST_ROWS) throw refuse('watch-list-rows', { rows: MOST_ROWS });
    return { ...checked(body, today), count: body.length, formulas: formulas.filter(below).length };
  }
  throw refuse('watch-list-columns', { columns: watchColumns.map(headingOf).join('、') });
}

type Cells = Partial<Record<WatchColumn, string>>;

function checked(body: ReadonlyArray<{ line: number; cells: Cells }>, today: string) {
  const rows: WatchRow[] = [];
  const problems: WatchProblem[] = [];
  const seen = new Set<string>();
  for (const { line, cells } of body) {
    const name = (cells.name ?? '').normalize('NFKC').trim().slice(0, 60);
    const identity = checkIdentityNumber('resident-id', (cells.identityNumber ?? '').replace(/^'/, ''), today);
    const label = watchLabelOf(cells.label ?? '');
    const since = listDay(cells.since ?? '');
    const found: string[] = [];
    if (name === '') found.push('watch-name-missing');
    if (!identity.ok) found.push(identity.code);
    if (label === null) found.push('watch-label-unknown');
    if (since === null) found.push('watch-since');
    else if (since > today) found.push('watch-since-future');
    const identityNumber = identity.ok ? identity.normalised : null;
    if (found.length === 0 && identityNumber && label !== null && since !== null) {
      const key = `${identityNumber} ${label}`;
      if (!seen.has(key)) rows.push({ line, name, identityNumber, label, since });
      else found.push('watch-row-twice');
      seen.add(key);
    }
    problems.push(...found.map((code) => ({ line, code })));
  }
  return { rows, problems };
}

function cellsOf(columns: ReadonlyArray<WatchColumn | null>, cells: readonly string[]): Cells {
  const found: Cells = {};
  columns.forEach((column, at) => {
    if (column !== null) found[column] ??= (cells[at] ?? '').trim();
  });
  return found;
}

const refuse = (code: string, params: Record<string, string | number> = {}) =>
  invalid([{ field: 'file', code, params }]);
