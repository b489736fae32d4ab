import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { Workbook, type Worksheet } from 'exceljs';
import { invalid } from '../../platform/errors';
import type { Texts } from '../../platform/i18n';
import { headingsOf, requiredColumns, type SheetColumn, sheetColumns, type SheetRow } from './offering-columns';
import { unpacksWithin } from './unpacked-size';

const MOST_ROWS = 500;
const MOST_BYTES = 8 * 1024 * 1024;
/** A workbook is a zip file: a small one may hold more than fits into memory. */
const MOST_UNPACKED = 8 * MOST_BYTES;
const MOST_PARTS = 200;
const HEADING_WITHIN = 5;

const refuse = (code: 'sheet-unreadable' | 'sheet-too-large' | 'sheet-headings-unknown' | 'sheet-empty') =>
  invalid([{ field: 'file', code, params: { rows: MOST_ROWS } }]);

function gridOf(sheet: Worksheet): string[][] {
  const grid: string[][] = [];
  sheet.eachRow({ includeEmpty: true }, (row) => {
    if (grid.length > MOST_ROWS + HEADING_WITHIN) return;
    const cells = Array.from({ length: Math.min(row.cellCount, 60) }, (_, at) => row.getCell(at + 1).text);
    grid.push(cells.map((text) => (text ?? '').trim()));
  });
  return grid;
}

async function workbookGrids(bytes: Buffer): Promise<string[][][]> {
  if (!(await unpacksWithin(bytes, MOST_UNPACKED, MOST_PARTS))) throw refuse('sheet-unreadable');
  const workbook = new Workbook();
  // The library's own types still name the Buffer of older Node versions.
  await workbook.xlsx.load(bytes as unknown as Parameters<typeof workbook.xlsx.load>[0]).catch(() => {
    throw refuse('sheet-unreadable');
  });
  return workbook.worksheets.map(gridOf);
}

function decode(bytes: Buffer): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  throw refuse('sheet-unreadable');
}

/** Cells of a CSV file in UTF-8 or GBK (GB 18030). @throws AppError 422 at `file` */
export function csvGrid(bytes: Buffer): string[][] {
  try {
    return parse(decode(bytes), { bom: true, relax_column_count: true, trim: true, skip_empty_lines: false });
  } catch {
    throw refuse('sheet-unreadable');
  }
}

interface Heading {
  row: number;
  columns: Array<SheetColumn | undefined>;
}

function headingOf(texts: Texts, grid: string[][]): Heading | null {
  const known = new Map(
    sheetColumns.flatMap((column) => headingsOf(texts, column).map((words) => [words, column] as const)),
  );
  for (const [row, cells] of grid.slice(0, HEADING_WITHIN).entries()) {
    const columns = cells.map((text) => known.get(text));
    if (requiredColumns.every((column) => columns.includes(column))) return { row, columns };
  }
  return null;
}

/** Filled rows of a spreadsheet (xlsx, or CSV in UTF-8 or GBK), known by their headings. @throws AppError 422 at `file` */
export async function readSheet(texts: Texts, path: string): Promise<SheetRow[]> {
  const bytes = await readFile(path);
  if (bytes.length > MOST_BYTES) throw refuse('sheet-too-large');
  const isWorkbook = bytes.subarray(0, 2).toString('latin1') === 'PK';
  const grids = isWorkbook ? await workbookGrids(bytes) : [csvGrid(bytes)];
  for (const grid of grids) {
    const heading = headingOf(texts, grid);
    if (heading) return rowsOf(grid, heading);
  }
  throw refuse('sheet-headings-unknown');
}

function rowsOf(grid: string[][], { row: top, columns }: Heading): SheetRow[] {
  const rows = grid.flatMap((texts, at): SheetRow[] => {
    if (at <= top) return [];
    const cells: SheetRow['cells'] = {};
    columns.forEach((column, index) => {
      const text = (texts[index] ?? '').trim();
      if (column && text !== '') cells[column] = text;
    });
    return Object.keys(cells).length > 0 ? [{ number: at + 1, cells }] : [];
  });
  if (rows.length === 0) throw refuse('sheet-empty');
  if (rows.length > MOST_ROWS) throw refuse('sheet-too-large');
  return rows;
}
