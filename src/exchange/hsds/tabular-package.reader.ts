import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readCsv } from './csv-rows';
import { firstText, isObject, objects, type LooseObject } from './loose-json';
import { toImportedService } from './nested-service';
import { excerpt, Notes, type ReadItem } from './read-item';
import { nestService, readSideTables } from './tabular-joins';

/** Names the service table has had, newest first. */
const SERVICE_TABLES = ['services', 'service'];

/**
 * An HSDS 1.1 or 3.x tabular package: a folder of CSV (or csv.gz) files, beside or below its `datapackage.json`.
 * Services are streamed; the tables that hang on them are held in memory and bounded (see readSideTables).
 */
export async function* readTabularPackage(folder: string): AsyncGenerator<ReadItem> {
  const find = tableFinder(folder);
  const services = SERVICE_TABLES.map(find).find((path) => path !== null) ?? null;
  if (services === null) {
    const problem = new Notes(basename(folder), null).problem('table-missing', { table: 'services' });
    yield { kind: 'rejected', problem, raw: '' };
    return;
  }
  const { tables, problems } = await readSideTables(find);
  for (const problem of problems) yield { kind: 'note', problem };
  const file = basename(services);
  for await (const read of readCsv(services)) {
    if ('item' in read) {
      yield read.item;
      continue;
    }
    const row: LooseObject = Object.fromEntries(read.row.cells);
    const notes = new Notes(file, read.row.number, firstText(row, 'id') || null);
    const refused = read.row.shifted ? 'extra-column' : toImportedService(nestService(row, tables), '', notes);
    yield typeof refused === 'string'
      ? { kind: 'rejected', problem: notes.problem(refused), raw: excerpt(JSON.stringify(row)) }
      : { kind: 'service', service: refused, problems: notes.problems, position: { file, line: read.row.number } };
  }
}

type TableFinder = (table: string) => string | null;

/** Finds a table's file by the package description first, then by its usual names. */
function tableFinder(folder: string): TableFinder {
  const described = describedPaths(folder);
  return (table) => {
    const names = [described.get(table), `${table}.csv`].filter((name) => name !== undefined);
    const places = [folder, join(folder, 'tables'), join(folder, 'data')];
    const paths = places.flatMap((place) =>
      names.flatMap((name) => [join(place, basename(name)), join(place, `${basename(name)}.gz`)]),
    );
    return paths.find((path) => existsSync(path)) ?? null;
  };
}

function describedPaths(folder: string): Map<string, string> {
  const path = join(folder, 'datapackage.json');
  if (!existsSync(path)) return new Map();
  try {
    const description: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const resources = isObject(description) ? objects(description, 'resources') : [];
    return new Map(resources.map((resource) => [firstText(resource, 'name'), firstText(resource, 'path')]));
  } catch {
    return new Map();
  }
}
