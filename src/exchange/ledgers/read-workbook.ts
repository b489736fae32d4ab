import { setImmediate } from 'node:timers/promises';
import { zipParts } from './read-zip';
import { attribute, dayOfSerial, dayStyles, sharedTexts, xmlTags, xmlText } from './workbook-parts';

/** A sheet as texts; rows and columns from 0, as they stand. */
export interface LedgerSheet {
  name: string;
  grid: string[][];
  /** Merged places, e.g. `A5:A7`. */
  merged: string[];
  /** Places whose value a formula made; the value kept in the file is taken. */
  formulas: string[];
}

export interface ReadWorkbook {
  macros: boolean;
  sheets: LedgerSheet[];
}

const MOST_COLUMNS = 200;
/** After so many rows others get a turn: reading 50,000 takes a second. */
const TURN = 2000;

interface Styles {
  shared: readonly string[];
  days: ReadonlySet<number>;
  from1904: boolean;
}

/**
 * Reads an xlsx workbook of up to `mostRows` rows a sheet (one more is read, so that too many can be told).
 * @throws Error when a part is missing or broken
 */
export async function readWorkbook(zip: Buffer, mostBytes: number, mostRows: number): Promise<ReadWorkbook> {
  const parts = zipParts(zip, mostBytes);
  const text = async (name: string): Promise<string> => (await parts.get(name)?.())?.toString('utf8') ?? '';
  const book = await text('xl/workbook.xml');
  const targets = relations(await text('xl/_rels/workbook.xml.rels'));
  const styles: Styles = {
    shared: sharedTexts(await text('xl/sharedStrings.xml')),
    days: dayStyles(await text('xl/styles.xml')),
    from1904: /date1904="(1|true)"/.test(book),
  };
  const sheets: LedgerSheet[] = [];
  for (const { name, attributes, kind } of xmlTags(book)) {
    if (name !== 'sheet' || kind === 'close') continue;
    const target = targets.get(attribute(attributes, 'id') ?? '') ?? '';
    const xml = await text(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    sheets.push({ name: attribute(attributes, 'name') ?? '', ...(await readSheet(xml, styles, mostRows)) });
  }
  if (sheets.length === 0) throw new Error('a workbook without sheets');
  return { macros: [...parts.keys()].some((name) => /vbaProject|macrosheets/i.test(name)), sheets };
}

function relations(xml: string): Map<string, string> {
  return new Map(
    [...xmlTags(xml)]
      .filter(({ name }) => name === 'Relationship')
      .map(({ attributes }) => [attribute(attributes, 'Id') ?? '', attribute(attributes, 'Target') ?? '']),
  );
}

/** Column and row from 0 of a place such as `AB12`. */
export function placeOf(reference: string): { column: number; row: number } {
  const [, letters = '', digits = '0'] = /^([A-Z]+)(\d+)/.exec(reference) ?? [];
  const column = [...letters].reduce((total, letter) => total * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { column, row: Number(digits) - 1 };
}

/** The cell that is being read. */
interface Cell {
  at: string;
  type: string;
  style: number;
  value: string;
  formula: boolean;
}

async function readSheet(xml: string, styles: Styles, mostRows: number): Promise<Omit<LedgerSheet, 'name'>> {
  const sheet: Omit<LedgerSheet, 'name'> = { grid: [], merged: [], formulas: [] };
  let cell: Cell | null = null;
  let taken = 0;
  let row = -1;
  for (const { name, attributes, kind, text } of xmlTags(xml)) {
    if (name === 'row' && kind !== 'close') {
      row = Number(attribute(attributes, 'r') ?? row + 2) - 1;
      taken += 1;
      if (taken % TURN === 0) await setImmediate();
    } else if (name === 'c' && kind !== 'close') {
      const at = attribute(attributes, 'r') ?? '';
      const style = Number(attribute(attributes, 's') ?? -1);
      cell = { at, type: attribute(attributes, 't') ?? 'n', style, value: '', formula: false };
    } else if (name === 'c' && cell) {
      if (taken <= mostRows + 1) put(sheet, cell, styles);
      cell = null;
    } else if (name === 'f' && kind !== 'close' && cell) cell.formula = true;
    else if ((name === 'v' || name === 't') && kind === 'open' && cell) cell.value += xmlText(text);
    else if (name === 'mergeCell' && kind !== 'close') sheet.merged.push(attribute(attributes, 'ref') ?? '');
  }
  return sheet;
}

function put({ grid, formulas }: Omit<LedgerSheet, 'name'>, cell: Cell, styles: Styles): void {
  const { column, row } = placeOf(cell.at);
  // A place far below the others would make a row for each between: such a sheet has too many rows.
  if (column < 0 || column >= MOST_COLUMNS || row < 0 || row > 200_000) return;
  while (grid.length <= row) grid.push([]);
  const cells = grid[row]!;
  while (cells.length < column) cells.push('');
  cells[column] = textOf(cell, styles);
  if (cell.formula) formulas.push(cell.at);
}

function textOf({ type, style, value }: Cell, { shared, days, from1904 }: Styles): string {
  if (type === 's') return (shared[Number(value)] ?? '').trim();
  if (type === 'n' && value !== '' && days.has(style)) return dayOfSerial(Number(value), from1904);
  if (type === 'n' && /e/i.test(value)) return numberText(value);
  return value.trim();
}

/** Long numbers are kept as 5.1E+17: what is left of the last digits nobody can bring back, the check digit tells. */
function numberText(value: string): string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? String(number) : Number.isFinite(number) ? number.toFixed(0) : value;
}
