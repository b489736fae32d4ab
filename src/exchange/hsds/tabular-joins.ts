import { readCsv } from './csv-rows';
import { firstText, type LooseObject } from './loose-json';
import type { FoundService } from './nested-service';
import { Notes, type ReadProblem } from './read-item';

/** Rows of all side tables together; a national directory fits, a run-away file does not. */
const MOST_SIDE_ROWS = 2_000_000;

/** The tables a service needs, by the names they have had in HSDS 1.1 and 3.x, and the columns they are found by. */
const TABLES = {
  organisations: { names: ['organizations', 'organization'], keys: ['id'] },
  locations: { names: ['locations', 'location'], keys: ['id'] },
  places: { names: ['service_at_locations', 'service_at_location', 'services_at_location'], keys: ['service_id'] },
  addresses: { names: ['addresses', 'physical_addresses', 'physical_address'], keys: ['location_id'] },
  phones: { names: ['phones', 'phone'], keys: ['service_id', 'location_id', 'organization_id'] },
  schedules: {
    names: ['schedules', 'regular_schedules', 'regular_schedule'],
    keys: ['service_id', 'service_at_location_id', 'location_id'],
  },
  languages: { names: ['languages', 'language'], keys: ['service_id', 'location_id'] },
  areas: { names: ['service_areas', 'service_area'], keys: ['service_id'] },
  eligibility: { names: ['eligibility', 'eligibilities'], keys: ['service_id'] },
  capacities: { names: ['service_capacity', 'service_capacities'], keys: ['service_id'] },
  attributes: { names: ['attributes', 'services_taxonomy', 'service_taxonomy'], keys: ['link_id', 'service_id'] },
  terms: { names: ['taxonomy_terms', 'taxonomy'], keys: ['id', 'taxonomy_id'] },
} as const;

type TableName = keyof typeof TABLES;

/** Rows by `column=value`, so that one map serves a table that can hang on several parents. */
export type SideTables = Record<TableName, Map<string, LooseObject[]>>;

/** Reads the side tables that exist. A damaged or over-long one is left as far as it was read, with a problem. */
export async function readSideTables(
  find: (table: string) => string | null,
): Promise<{ tables: SideTables; problems: ReadProblem[] }> {
  const problems: ReadProblem[] = [];
  const tables = {} as SideTables;
  let rows = 0;
  for (const name of Object.keys(TABLES) as TableName[]) {
    const { names, keys } = TABLES[name];
    const index = new Map<string, LooseObject[]>();
    tables[name] = index;
    const path = names.map(find).find((found) => found !== null) ?? null;
    if (path === null) continue;
    for await (const read of readCsv(path)) {
      if ('item' in read) {
        if (read.item.kind !== 'service') problems.push(read.item.problem);
        continue;
      }
      rows += 1;
      if (rows > MOST_SIDE_ROWS) {
        problems.push(new Notes(path, read.row.number).problem('package-too-large', { rows: MOST_SIDE_ROWS }));
        break;
      }
      addRow(index, Object.fromEntries([...read.row.cells].filter(([, value]) => value !== '')), keys);
    }
  }
  return { tables, problems };
}

/** A row hangs on the first parent it names: a phone of a service is not the organisation's as well. */
function addRow(index: Map<string, LooseObject[]>, row: LooseObject, keys: readonly string[]): void {
  const key = keys.find((column) => firstText(row, column) !== '');
  if (key === undefined) return;
  const at = `${key}=${firstText(row, key)}`;
  index.set(at, [...(index.get(at) ?? []), row]);
}

/** Puts a service row and all that hangs on it into the nested form of HSDS 3.1. */
export function nestService(service: LooseObject, tables: SideTables): FoundService {
  const id = firstText(service, 'id');
  const of = (table: TableName, column: string, value: string): LooseObject[] =>
    tables[table].get(`${column}=${value}`) ?? [];
  const places = placesOf(service, of).map((place) => {
    const at = firstText(place, 'location_id');
    const [location] = of('locations', 'id', at);
    return {
      ...place,
      schedules: of('schedules', 'service_at_location_id', firstText(place, 'id')),
      location: location && nestLocation(location, at, of),
    };
  });
  const lent = places.map(({ location }) => firstText(location ?? {}, 'organization_id'));
  const organisationId = firstText(service, 'organization_id') || (lent.find((found) => found !== '') ?? '');
  const [organisation] = of('organisations', 'id', organisationId);
  const nested: LooseObject = {
    ...service,
    service_at_locations: places,
    phones: of('phones', 'service_id', id),
    schedules: of('schedules', 'service_id', id),
    languages: of('languages', 'service_id', id),
    service_areas: of('areas', 'service_id', id),
    service_capacity: of('capacities', 'service_id', id),
    attributes: [
      ...of('attributes', 'link_id', id),
      ...of('attributes', 'service_id', id),
      ...listedTerms(service),
    ].map((row) => nestTerm(row, of)),
    eligibility_description:
      firstText(service, 'eligibility_description') ||
      of('eligibility', 'service_id', id)
        .map((row) => firstText(row, 'eligibility'))
        .join('\n'),
  };
  return {
    service: nested,
    organisation: organisation && { ...organisation, phones: of('phones', 'organization_id', organisationId) },
    locations: [],
  };
}

type Lookup = (table: TableName, column: string, value: string) => LooseObject[];

/** Places of a service by the joining table; the forerunners of HSDS (Ohana) name one place in the service's row. */
function placesOf(service: LooseObject, of: Lookup): LooseObject[] {
  const joined = of('places', 'service_id', firstText(service, 'id'));
  const own = firstText(service, 'location_id');
  return joined.length > 0 || own === '' ? joined : [{ location_id: own }];
}

/** Terms that an Ohana row lists in one cell. */
const listedTerms = (service: LooseObject): LooseObject[] =>
  firstText(service, 'taxonomy_ids')
    .split(',')
    .filter((id) => id.trim() !== '')
    .map((id) => ({ taxonomy_id: id.trim() }));

function nestLocation(location: LooseObject, id: string, of: Lookup): LooseObject {
  return {
    ...location,
    addresses: of('addresses', 'location_id', id),
    phones: of('phones', 'location_id', id),
    schedules: of('schedules', 'location_id', id),
  };
}

function nestTerm(row: LooseObject, of: Lookup): LooseObject {
  const id = firstText(row, 'taxonomy_term_id', 'taxonomy_id');
  const [term = of('terms', 'taxonomy_id', id)[0]] = of('terms', 'id', id);
  return { taxonomy_term: { code: id, ...term, ...(term && { code: firstText(term, 'code', 'id') || id }) } };
}
