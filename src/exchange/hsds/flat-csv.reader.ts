import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { namedColumns, type ColumnMapping, type ListMapping } from './column-mapping';
import { columnName, readCsv, type CsvRow } from './csv-rows';
import { toFlatService, type Cell } from './flat-service';
import type { ImportedLocation } from './imported-service';
import { excerpt, Notes, type ReadItem } from './read-item';

interface Joins {
  organisations: Map<string, ReadonlyMap<string, string>>;
  locations: Map<string, ImportedLocation[]>;
  groups: Set<string>;
}

/**
 * Flat CSV lists by a column mapping. `path` is one file, or a folder whose CSV files are each matched with the list
 * of the mapping that names its columns. Unknown files are a note in a folder and a refusal when asked for alone.
 */
export async function* readFlatCsv(path: string, mapping: ColumnMapping): AsyncGenerator<ReadItem> {
  const folder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const secondary = new Set(mapping.lists.flatMap((list) => [list.locations?.file, list.organisations?.file]));
  const files = folder
    ? readdirSync(path)
        .filter((file) => /\.csv(\.gz)?$/i.test(file) && !secondary.has(file))
        .sort()
        .map((file) => join(path, file))
    : [path];
  for (const file of files) yield* readOne(file, mapping, folder);
}

async function* readOne(path: string, mapping: ColumnMapping, inFolder: boolean): AsyncGenerator<ReadItem> {
  let list: ListMapping | null = null;
  let joins: Joins | null = null;
  for await (const read of readCsv(path)) {
    if ('item' in read) {
      yield read.item;
      continue;
    }
    list ??= chooseList(mapping, read.row);
    if (list === null) {
      const problem = new Notes(basename(path), null).problem('header-unknown', { mapping: mapping.source });
      yield inFolder ? { kind: 'note', problem } : { kind: 'rejected', problem, raw: '' };
      return;
    }
    joins ??= await readJoins(path, list);
    const item = readRow(read.row, list, joins, basename(path));
    if (item) yield item;
  }
}

function chooseList(mapping: ColumnMapping, row: CsvRow): ListMapping | null {
  const fitting = mapping.lists
    .map((list) => ({ list, named: namedColumns(list).map(columnName) }))
    .filter(({ named }) => named.every((name) => row.cells.has(name)));
  return fitting.sort((a, b) => b.named.length - a.named.length)[0]?.list ?? null;
}

function readRow(row: CsvRow, list: ListMapping, joins: Joins, file: string): ReadItem | null {
  const own = (column: string | undefined): string =>
    column === undefined ? '' : (row.cells.get(columnName(column)) ?? '');
  const notes = new Notes(file, row.number, own(list.sourceId) || null);
  const raw = (): string => excerpt(JSON.stringify(Object.fromEntries(row.cells)));
  if (row.shifted) return { kind: 'rejected', problem: notes.problem('extra-column'), raw: raw() };
  if (list.groups && own(list.groups.level) === list.groups.value && joins.groups.has(own(list.sourceId))) {
    if (own(list.groups.unless) === '') return null;
  }
  const organisation = list.organisations && joins.organisations.get(own(list.organisations.on));
  const cell: Cell = (column) =>
    own(column) || (column === undefined ? '' : (organisation?.get(columnName(column)) ?? ''));
  const places = list.locations ? (joins.locations.get(own(list.locations.on)) ?? []) : [];
  const service = toFlatService(list, cell, places, notes);
  if (typeof service === 'string') return { kind: 'rejected', problem: notes.problem(service), raw: raw() };
  return { kind: 'service', service, problems: notes.problems, position: { file, line: row.number } };
}

async function readJoins(path: string, list: ListMapping): Promise<Joins> {
  const joins: Joins = { organisations: new Map(), locations: new Map(), groups: new Set() };
  const rowsOf = async (file: string, take: (cells: ReadonlyMap<string, string>) => void): Promise<void> => {
    if (!statSync(file, { throwIfNoEntry: false })) return;
    for await (const read of readCsv(file)) if ('row' in read) take(read.row.cells);
  };
  const { organisations, locations, groups } = list;
  if (organisations)
    await rowsOf(join(dirname(path), organisations.file), (cells) =>
      joins.organisations.set(cells.get(organisations.on) ?? '', cells),
    );
  if (locations) {
    await rowsOf(join(dirname(path), locations.file), (cells) => {
      const key = cells.get(locations.on) ?? '';
      const place = {
        name: cells.get(locations.name) ?? '',
        address: cells.get(locations.address) ?? '',
        latitude: null,
        longitude: null,
      };
      joins.locations.set(key, [...(joins.locations.get(key) ?? []), place]);
    });
  }
  if (groups) await rowsOf(path, (cells) => joins.groups.add(cells.get(columnName(groups.parent)) ?? ''));
  return joins;
}
