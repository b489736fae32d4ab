import { invalid } from '../../platform/errors';
import { csvGrid, unpacksWithin } from '../spreadsheets';
import { headingRow } from './guess-columns';
import { type LedgerSheet, placeOf, readWorkbook } from './read-workbook';

export const MOST_ROWS = 50_000;
export const MOST_BYTES = 10 * 1024 * 1024;
/** A full ledger of 50,000 rows unpacks to some 60 MB. */
const MOST_UNPACKED = 160 * 1024 * 1024;
const MOST_PARTS = 400;
/** Places that a refusal names. */
const NAMED = 5;

/** A row of people as it stands in the file; `line` counts from 1, as spreadsheet programs do. */
export interface LedgerRow {
  line: number;
  cells: string[];
}

export interface ReadLedger {
  sheet: string;
  /** From 1. */
  headingRow: number;
  headings: string[];
  rows: LedgerRow[];
  /** Cells below the headings whose value a formula made: the kept value is taken, and said. */
  formulas: number;
}

const refuse = (code: string, params: Record<string, string | number> = {}, field = 'file') =>
  invalid([{ field, code, params: { rows: MOST_ROWS, megabytes: MOST_BYTES / 1024 / 1024, ...params } }]);

/**
 * Names of the sheets of a workbook, those with the headings of a ledger first; none where there is nothing to choose.
 * @throws AppError 422 at `file`, as `readLedger`
 */
export async function sheetsToChoose(bytes: Buffer): Promise<string[]> {
  if (bytes.length > MOST_BYTES || bytes.subarray(0, 2).toString('latin1') !== 'PK') return [];
  const sheets = await sheetsOf(bytes);
  const likely = sheets.filter(({ grid }) => headingRow(grid) !== null);
  const others = sheets.filter((sheet) => !likely.includes(sheet));
  return likely.length < 2 ? [] : [...likely, ...others].map(({ name }) => name);
}

/**
 * Reads the people of a ledger: xlsx, or CSV in UTF-8 or GBK.
 * @param sheet name of the sheet; needed where several have the headings of a ledger
 * @throws AppError 422 at `file`: `ledger-too-large`, `ledger-old-format`, `ledger-macros`, `ledger-no-sheet`,
 *   `ledger-merged`, `ledger-too-many-rows`, `ledger-empty`, `sheet-unreadable`; at `sheet`: `ledger-choose-sheet`,
 *   `ledger-no-headings`
 */
export async function readLedger(bytes: Buffer, sheet?: string): Promise<ReadLedger> {
  return ledgerOf(chosenSheet(await readSheets(bytes), sheet));
}

/**
 * The sheets of an uploaded file; a CSV file is one.
 * @throws AppError 422 at `file`: `ledger-too-large`, `ledger-old-format`, `ledger-macros`, `sheet-unreadable`
 */
export async function readSheets(bytes: Buffer): Promise<LedgerSheet[]> {
  if (bytes.length > MOST_BYTES) throw refuse('ledger-too-large');
  // The workbooks of before 2007, and those locked with a password, begin so.
  if (bytes.readUInt32BE(0) === 0xd0cf11e0) throw refuse('ledger-old-format');
  const isWorkbook = bytes.subarray(0, 2).toString('latin1') === 'PK';
  return isWorkbook ? sheetsOf(bytes) : [csvSheet(bytes)];
}

const csvSheet = (bytes: Buffer): LedgerSheet => ({ name: 'csv', grid: csvGrid(bytes), merged: [], formulas: [] });

async function sheetsOf(bytes: Buffer): Promise<LedgerSheet[]> {
  if (!(await unpacksWithin(bytes, MOST_UNPACKED, MOST_PARTS))) throw refuse('sheet-unreadable');
  const { macros, sheets } = await readWorkbook(bytes, MOST_UNPACKED, MOST_ROWS + 10).catch(() => {
    throw refuse('sheet-unreadable');
  });
  if (macros) throw refuse('ledger-macros');
  return sheets;
}

function chosenSheet(sheets: readonly LedgerSheet[], name: string | undefined): LedgerSheet {
  const likely = sheets.filter(({ grid }) => headingRow(grid) !== null);
  const names = (of: readonly LedgerSheet[]) => of.map((one) => one.name).join(' / ');
  if (name !== undefined) {
    const chosen = sheets.find((one) => one.name === name);
    if (!chosen) throw refuse('ledger-choose-sheet', { sheets: names(sheets) }, 'sheet');
    if (!likely.includes(chosen)) throw refuse('ledger-no-headings', { sheets: names(likely) || '–' }, 'sheet');
    return chosen;
  }
  const [only, second] = likely;
  if (!only) throw refuse('ledger-no-sheet', { sheets: names(sheets) });
  if (second) throw refuse('ledger-choose-sheet', { sheets: names(likely) }, 'sheet');
  return only;
}

function ledgerOf({ name, grid, merged, formulas }: LedgerSheet): ReadLedger {
  const top = headingRow(grid) ?? 0;
  const below = (place: string) => placeOf(place.split(':').at(-1) ?? '').row > top;
  const inBody = merged.filter(below);
  if (inBody.length > 0) {
    throw refuse('ledger-merged', { places: inBody.slice(0, NAMED).join(' '), count: inBody.length });
  }
  const headings = grid[top] ?? [];
  const rows = grid.flatMap((cells, at): LedgerRow[] =>
    at > top && cells.some((cell) => cell !== '') ? [{ line: at + 1, cells: cells.slice(0, headings.length) }] : [],
  );
  if (rows.length === 0) throw refuse('ledger-empty');
  if (rows.length > MOST_ROWS) throw refuse('ledger-too-many-rows');
  return { sheet: name, headingRow: top + 1, headings, rows, formulas: formulas.filter(below).length };
}
