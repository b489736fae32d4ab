import {
  changeableParts,
  type Fields,
  isFields,
  isFieldsList,
  kindOf,
  type PackCell,
  rowName,
  rowNamed,
} from './pack-cells';
import type { PackRules } from './pack-sections';

/** A table of a pack whose rows a draft may add and remove, with those in force on a day. */
export interface PackTable {
  path: string;
  section: string;
  rows: ReadonlyArray<{ name: string; row: Fields }>;
}

/** One thing that a row says, as it is typed when another row is made like it. */
export interface RowLeaf {
  /** The way to it within the row. */
  way: string;
  kind: PackCell['kind'] | 'text' | 'flag' | 'list';
  value: string | number | boolean | ReadonlyArray<string | number> | null;
}

/** What a row is known by and what the change says of it: neither is copied. */
const OWN = new Set(['code', 'kind', 'trade', 'circle', 'class', 'from', 'until', 'ends', 'citation', 'mark']);
OWN.add('placeholder').add('removed');

/** The tables of named rows, in the order of the pack. */
export function packTables(rules: PackRules, day: string): PackTable[] {
  return Object.entries(changeableParts).flatMap(([part, section]) =>
    tablesBelow(rules[part as keyof typeof changeableParts], part, section, day),
  );
}

function tablesBelow(value: unknown, path: string, section: string, day: string): PackTable[] {
  if (isFieldsList(value)) {
    const names = [...new Set(value.map(rowName))].filter((name) => !/^row-\d+$/.test(name));
    const rows = names.flatMap((name) => {
      const row = rowNamed(value, name, day);
      return row ? [{ name, row }] : [];
    });
    return rows.length > 0 ? [{ path, section, rows }] : [];
  }
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => tablesBelow(inner, `${path}.${key}`, section, day));
}

/** What has to be said of a row that is made like this one. */
export function leavesOf(row: Fields, table: string): RowLeaf[] {
  const leaves = (fields: Fields, way: string): RowLeaf[] =>
    Object.entries(fields).flatMap(([key, value]): RowLeaf[] => {
      const at = way === '' ? key : `${way}.${key}`;
      if (way === '' && OWN.has(key)) return [];
      if (Array.isArray(value) && value.some(isFields))
        return value.flatMap((one: unknown, place) => (isFields(one) ? leaves(one, `${at}.${place}`) : []));
      if (Array.isArray(value)) return [{ way: at, kind: 'list', value: value as string[] }];
      if (isFields(value)) return leaves(value, at);
      if (typeof value === 'boolean') return [{ way: at, kind: 'flag', value }];
      const kind = kindOf(`${table}.${rowName(row, 0)}.${at}`, value) ?? 'text';
      return [{ way: at, kind, value: value as string | number | null }];
    });
  return leaves(row, '');
}

/** A row like another, known by another name, with what was typed in its place; what was left empty it does not say. */
export function rowLike(row: Fields, name: string, typed: ReadonlyMap<string, RowLeaf['value']>): Fields {
  const made = structuredClone(row);
  const key = ['code', 'kind', 'trade', 'circle'].find((one) => typeof made[one] === 'string');
  if (key) made[key] = name;
  for (const own of ['from', 'until', 'ends', 'citation', 'mark', 'placeholder']) delete made[own];
  for (const [way, value] of typed) {
    const ways = way.split('.');
    const last = ways.pop()!;
    const holder = ways.reduce<unknown>((at, one) => (at as Record<string, unknown>)[one], made) as Fields;
    if (value === null) delete holder[last];
    else holder[last] = value;
  }
  return made;
}
