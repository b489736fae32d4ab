import { plusDays } from '../calendar';
import type { PackChange } from './pack-change';
import { type Fields, isChangeable, isDated, isFields, isFieldsList, rowName, rowNamed } from './pack-cells';
import type { PackRules } from './pack-sections';

/** Tables whose rows hold from a day on. */
const DATED = ['standards', 'income.items', 'income.averages', 'deductions', 'property.limits'];
DATED.push('property.exemptions', 'allowances.table', 'extras');

interface Table {
  rows: Fields[];
  /** The block that the table is in. */
  block: Fields;
  dated: boolean;
}

/**
 * Adds a row to a table or removes one, in place (R2). A dated row comes and goes with the day of the change; what has no dates
 * is there or gone once its day has come.
 * @returns the code of what is wrong, null when it is done
 */
export function layRow(rules: PackRules, change: PackChange, on: string | null): string | null {
  const ways = change.path.split('.');
  const name = ways.pop() ?? '';
  const [part = ''] = ways;
  if (!isChangeable(part)) return 'pack-path-unknown';
  const table = tableAt(rules, ways);
  if (!table) return 'pack-path-unknown';
  const before = namesIn(table.rows).size;
  const problem = change.row ? add(table, name, change, on) : remove(table, name, change, on);
  // How many rows a table says it has is for files in which one may have been forgotten: here each has come or gone by name.
  const { block, rows } = table;
  if (typeof block['rows'] === 'number') block['rows'] = block['rows'] + namesIn(rows).size - before;
  return problem;
}

function add({ rows, dated }: Table, name: string, { row, from, citation }: PackChange, on: string | null) {
  const added: Fields = { ...structuredClone(row), ...(dated && { from, until: row?.['until'] ?? null }) };
  if (rowName(added, rows.length) !== name) return 'pack-row-name';
  if (dated ? rowNamed(rows, name, from) : namesIn(rows).has(name)) return 'pack-row-there';
  if (!dated && on !== null && from > on) return null;
  const cited = rows.length === 0 || rows.some((other) => Object.hasOwn(other, 'citation'));
  if (cited && citation !== undefined && !Object.hasOwn(added, 'citation')) added['citation'] = citation;
  if (cited && !Object.hasOwn(added, 'mark')) added['mark'] = 'default';
  const last = rows.findLastIndex((other, place) => rowName(other, place) === name);
  rows.splice(last < 0 ? rows.length : last + 1, 0, added);
  return null;
}

function remove({ rows, dated }: Table, name: string, { from, citation }: PackChange, on: string | null) {
  const own = rows.filter((row, place) => rowName(row, place) === name);
  const row = rowNamed(rows, name, from);
  if (!row) return own.length > 0 ? 'pack-no-row-on-day' : 'pack-row-unknown';
  if (!dated && on !== null && from > on) return null;
  const gone = own.filter((one) => (isDated(one) ? String(one['from']) >= from : true));
  for (const one of gone) rows.splice(rows.indexOf(one), 1);
  if (gone.includes(row)) return null;
  row['until'] = plusDays(from, -1);
  row['ends'] = true;
  noted(row, citation);
  return null;
}

/** A changed row is a default of the county until its paper is there, and no stand-in any more (B3). */
export function noted(row: Fields, citation: string | undefined): void {
  if (Object.hasOwn(row, 'citation')) row['mark'] = 'default';
  if (citation !== undefined && Object.hasOwn(row, 'citation')) row['citation'] = citation;
  delete row['placeholder'];
}

function tableAt(rules: PackRules, ways: readonly string[]): Table | null {
  let at: unknown = rules;
  let block: Fields = {};
  for (const way of ways) {
    if (!isFields(at) || !Object.hasOwn(at, way)) return null;
    block = at;
    at = at[way];
  }
  return isFieldsList(at) ? { rows: at, block, dated: DATED.includes(ways.join('.')) } : null;
}

const namesIn = (rows: readonly Fields[]): Set<string> => new Set(rows.map(rowName));
