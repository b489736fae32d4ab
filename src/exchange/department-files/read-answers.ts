import { invalid } from '../../platform/errors';
import type { CheckCatalogue, OrderColumn } from '../../reference/policies';
import { type LedgerRow, type LedgerSheet, placeOf, readSheets } from '../ledgers';
import type { AnswerCells } from './answer-cells';

/** Rows of an answer file as they stand, and which column is what. */
export interface AnswerSheet {
  sheet: string;
  headings: string[];
  columns: Array<OrderColumn | null>;
  rows: LedgerRow[];
}
export interface ReadAnswers extends AnswerSheet {
  /** Cells whose value a formula made: the kept value is taken, and said. */
  formulas: number;
}

type Columns = CheckCatalogue['files']['columns'];
/** Above the headings of a CSV file stand the lines of its watermark. */
const HEADING_WITHIN = 60;
const MOST_ROWS = 20_000;
const NAMED = 5;
const NEEDED: readonly OrderColumn[] = ['order', 'line', 'held', 'asOf'];

/**
 * Reads what a department has sent back: xlsx, or CSV in UTF-8 or GBK, its columns in any order.
 * @throws AppError 422 at `file`: as `readSheets`; `answer-file-columns`, `answer-file-rows`, `ledger-merged`, `ledger-empty`
 */
export async function readAnswers(bytes: Buffer, known: Columns): Promise<ReadAnswers> {
  const sheets = await readSheets(bytes);
  for (const sheet of sheets) {
    const top = sheet.grid.slice(0, HEADING_WITHIN).findIndex((cells) => {
      const columns = columnsOf(cells, known);
      return columns.includes('line') && columns.includes('order');
    });
    if (top >= 0) return answersOf(sheet, top, known);
  }
  throw refuse('answer-file-columns', { columns: namesOf(NEEDED, known) });
}

function answersOf({ name, grid, merged, formulas }: LedgerSheet, top: number, known: Columns): ReadAnswers {
  const headings = grid[top]!;
  const columns = columnsOf(headings, known);
  const missing = NEEDED.filter((code) => !columns.includes(code));
  if (missing.length > 0) throw refuse('answer-file-columns', { columns: namesOf(missing, known) });
  const below = (place: string) => placeOf(place.split(':').at(-1) ?? '').row > top;
  const inBody = merged.filter(below);
  if (inBody.length > 0)
    throw refuse('ledger-merged', { places: inBody.slice(0, NAMED).join(' '), count: inBody.length });
  const rows = grid.flatMap((cells, at): LedgerRow[] =>
    at > top && cells.some((cell) => cell !== '') ? [{ line: at + 1, cells: cells.slice(0, headings.length) }] : [],
  );
  if (rows.length === 0) throw refuse('ledger-empty');
  if (rows.length > MOST_ROWS) throw refuse('answer-file-rows', { rows: MOST_ROWS });
  return { sheet: name, headings, columns, rows, formulas: formulas.filter(below).length };
}

/** The cells of a row by what they are; of a column that stands twice the first counts. */
export function cellsOf(columns: AnswerSheet['columns'], { cells }: LedgerRow): AnswerCells {
  const found: AnswerCells = {};
  columns.forEach((code, at) => {
    if (code !== null) found[code] ??= (cells[at] ?? '').trim();
  });
  return found;
}

function columnsOf(cells: readonly string[], known: Columns): Array<OrderColumn | null> {
  const codes = new Map(known.flatMap(({ code, zh, en }) => [zh, en].map((words) => [plain(words), code] as const)));
  return cells.map((cell) => codes.get(plain(cell)) ?? null);
}

const plain = (heading: string) => heading.normalize('NFKC').replace(/\s/g, '').toLowerCase();
const namesOf = (codes: readonly OrderColumn[], known: Columns) =>
  known.flatMap(({ code, zh, en }) => (codes.includes(code) ? [`${zh} (${en})`] : [])).join(', ');
const refuse = (code: string, params: Record<string, string | number> = {}) =>
  invalid([{ field: 'file', code, params }]);
