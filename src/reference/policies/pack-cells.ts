import type { PackRules } from './pack-sections';

/** Fields of a row or block. */
export type Fields = Record<string, unknown>;

/** Parts of the rules that a calculation reads, and the section of the pack that each is printed under. */
export const changeableParts = {
  standards: 'standards',
  classification: 'classes',
  circles: 'circles',
  income: 'income',
  deductions: 'deductions',
  property: 'property',
  rigid: 'rigid',
  benefits: 'benefits',
  allowances: 'allowances',
  extras: 'extras',
  clocks: 'clocks',
  selfCare: 'self-care',
} as const satisfies Partial<Record<keyof PackRules, string>>;

export const isChangeable = (part: string): part is keyof typeof changeableParts =>
  Object.hasOwn(changeableParts, part);

/** A number, formula or day that a draft may change. */
export interface PackCell {
  path: string;
  section: string;
  /** What the row is known by; the part itself for settings outside tables. */
  row: string;
  key: string;
  kind: 'fen' | 'number' | 'formula' | 'day';
  value: string | number | null;
}

const NAMES = ['code', 'kind', 'trade', 'circle'];
const FORMULAS = ['amount', 'cap', 'perHead'];
const DAYS = ['from', 'until'];
const FEN =
  /^(standards\.[\w-]+\.fen|income\.averages\.[\w-]+\.fen|allowances\.range\.(from|to)|benefits\.(roundToFen|bands\.[\w-]+\.(fen|upTo)))$/;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isDated = (row: Fields): boolean => typeof row['from'] === 'string';
export const isFieldsList = (value: unknown): value is Fields[] => Array.isArray(value) && value.every(isFields);
const holdsOn = (row: Fields, day: string) =>
  String(row['from']) <= day && (row['until'] === null || String(row['until']) >= day);

/** What a row of a list is known by: its code, its class, or its place. */
export function rowName(row: Fields, place: number): string {
  const name = NAMES.find((key) => typeof row[key] === 'string');
  if (name) return String(row[name]);
  return typeof row['class'] === 'number' ? `class-${row['class']}` : `row-${place + 1}`;
}

/** The row of a name; of several that follow each other the one in force on the day, null when there is none then. */
export function rowNamed(rows: readonly Fields[], name: string, day: string): Fields | null {
  const own = rows.filter((row, place) => rowName(row, place) === name);
  return own.find((row) => !isDated(row) || holdsOn(row, day)) ?? null;
}

export function kindOf(path: string, value: unknown): PackCell['kind'] | null {
  const key = path.split('.').at(-1) ?? '';
  if (typeof value === 'number') return FEN.test(path) ? 'fen' : 'number';
  if (DAYS.includes(key) && (typeof value === 'string' || value === null)) return 'day';
  return typeof value === 'string' && FORMULAS.includes(key) ? 'formula' : null;
}

/** Everything of the rules that a draft may change, in the order of the pack; of dated rows those in force on the day. */
export function packCells(rules: PackRules, day: string): PackCell[] {
  return Object.entries(changeableParts).flatMap(([part, section]) =>
    cellsBelow(rules[part as keyof typeof changeableParts], { path: part, row: part, section, day }),
  );
}

interface Place {
  path: string;
  row: string;
  section: string;
  day: string;
}

function cellsBelow(value: unknown, place: Place): PackCell[] {
  if (isFieldsList(value)) {
    const names = [...new Set(value.map(rowName))];
    return names.flatMap((name) => {
      const row = rowNamed(value, name, place.day);
      return row ? cellsBelow(row, { ...place, path: `${place.path}.${name}`, row: name }) : [];
    });
  }
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([key, inner]): PackCell[] => {
    const path = `${place.path}.${key}`;
    const kind = kindOf(path, inner);
    if (kind) return [{ path, section: place.section, row: place.row, key, kind, value: inner as PackCell['value'] }];
    return cellsBelow(inner, { ...place, path });
  });
}
