import type { DataProblem } from '../data-files';
import { type Fields, isFields, isFieldsList, rowName } from './pack-cells';

type Path = readonly PropertyKey[];

/** What a row of a list is known by; null for rows that have no name of their own: such a list is one thing. */
const nameOf = (row: Fields): string | null => {
  const name = rowName(row, 0);
  return name === 'row-1' ? null : name;
};
const isNamed = (list: unknown): list is Fields[] =>
  isFieldsList(list) && list.length > 0 && list.every((row) => nameOf(row) !== null);
const isRemoved = (row: Fields) => row['removed'] === true;

/**
 * Lays the file of a layer over what stands below it (R2): blocks key by key, tables row by row. A row takes the place of all
 * rows of its name; one that says `removed: true` takes them away; any other name is added behind them.
 */
export function layRows(below: unknown, above: unknown): unknown {
  if (isFields(below) && isFields(above)) {
    const laid = Object.entries(above).map(([key, value]): [string, unknown] => [
      key,
      Object.hasOwn(below, key) ? layRows(below[key], value) : value,
    ]);
    return { ...below, ...Object.fromEntries(laid) };
  }
  // No row over a table of rows changes none of them: to take them away each is named.
  if (Array.isArray(above) && above.length === 0 && isNamed(below)) return below;
  return Array.isArray(below) && isNamed(above) && (below.length === 0 || isNamed(below))
    ? laidTable(below as Fields[], above)
    : above;
}

function laidTable(below: readonly Fields[], above: readonly Fields[]): Fields[] {
  const known = new Set(below.map(nameOf));
  const seen = new Set<string | null>();
  const kept = below.flatMap((row) => {
    const name = nameOf(row);
    const instead = above.filter((other) => nameOf(other) === name);
    if (instead.length === 0) return [row];
    const first = !seen.has(name);
    seen.add(name);
    return first ? instead : [];
  });
  return [...kept, ...above.filter((row) => !known.has(nameOf(row)))].filter((row) => !isRemoved(row));
}

/**
 * What is wrong with the way a layer is laid: a block that changes what it has no citation for, a row that is taken away
 * without one, or that is not there.
 */
export function problemsOfLaying(below: unknown, above: unknown, path: Path = []): DataProblem[] {
  if (isFieldsList(above)) return isFieldsList(below) ? removals(below, above, path) : removals([], above, path);
  if (!isFields(below) || !isFields(above)) return [];
  const cited = typeof below['citation'] !== 'string' || (above['citation'] && above['mark']);
  return [
    ...(cited ? [] : [{ path, message: 'needs a citation and a mark of its own, as what it changes has them' }]),
    ...Object.entries(above).flatMap(([key, value]) => problemsOfLaying(below[key], value, [...path, key])),
  ];
}

function removals(below: readonly Fields[], above: readonly Fields[], path: Path): DataProblem[] {
  const known = new Set(below.map(nameOf));
  const said = new Set(['code', 'kind', 'trade', 'circle', 'class', 'removed', 'citation', 'mark']);
  return above.flatMap((row, place): DataProblem[] => {
    if (!Object.hasOwn(row, 'removed')) return [];
    const at = [...path, place];
    const name = nameOf(row);
    if (!isRemoved(row)) return [{ path: at, message: 'removed is true or is not there' }];
    if (!known.has(name)) return [{ path: at, message: `there is no row ${name ?? ''} to remove` }];
    if (above.some((other, index) => index !== place && nameOf(other) === name))
      return [{ path: at, message: `${name ?? ''} has two rows` }];
    const more = Object.keys(row).filter((key) => !said.has(key));
    if (more.length > 0) return [{ path: at, message: `a removed row says nothing more: ${more.join(', ')}` }];
    const cited = typeof row['citation'] === 'string' && typeof row['mark'] === 'string';
    return cited ? [] : [{ path: at, message: `${name ?? ''} is removed without a citation and a mark` }];
  });
}

/** The way to a place of what was laid in the file of one layer, as far as the file has it. */
export function wayInto(file: unknown, laid: unknown, path: Path): PropertyKey[] {
  const way: PropertyKey[] = [];
  let [own, whole] = [file, laid];
  for (const key of path) {
    const next = isNamed(whole) && isFieldsList(own) ? placeOf(own, whole, Number(key)) : key;
    if (typeof own !== 'object' || own === null || !Object.hasOwn(own, next)) break;
    way.push(next);
    own = (own as Record<PropertyKey, unknown>)[next];
    whole = (whole as Record<PropertyKey, unknown>)[key];
  }
  return way;
}

/** Where a row of what was laid stands among the rows of a file; of several of one name the one in the same order. */
function placeOf(own: readonly Fields[], whole: readonly Fields[], place: number): number {
  const row = whole[place];
  if (!row) return -1;
  const nth = whole.slice(0, place).filter((other) => nameOf(other) === nameOf(row)).length;
  const places = own.flatMap((other, index) => (nameOf(other) === nameOf(row) ? [index] : []));
  return places[nth] ?? -1;
}
