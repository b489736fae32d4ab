import type { CitationStatus } from './citations';
import { type Mark, marks } from './means-sections';
import type { PackRules } from './pack-sections';
import type { PolicyPack } from './policy-pack';

/** One thing that a row says, by its key in the file of the pack. */
export interface RowValue {
  /** `percent`, `who.ageFrom`; an amount by the time it is for, a span by its unit: `month`, `workDays`. */
  key: string;
  value: string | number | boolean | ReadonlyArray<string | number>;
  /** Whether the number is an amount in fen. */
  fen: boolean;
}

/** A row of a pack for reading: what it says, on which citation, and how far that is certain (R2, B3). */
export interface PackRow {
  section: PackSection;
  /** The list of the section that holds the row; the section itself when it has only one. */
  part: string;
  code: string;
  /** Null where the pack has no name for the row. */
  zh: string | null;
  en: string | null;
  values: readonly RowValue[];
  citation: string | null;
  citationStatus: CitationStatus | null;
  mark: Mark | null;
  /** An amount that stands in for that of a county. */
  placeholder: boolean;
  from: string | null;
  until: string | null;
}

type Fields = Readonly<Record<string, unknown>>;
interface Place {
  section: PackSection;
  part: string;
  pack: PolicyPack;
  /** Citation and mark of what holds the row, for rows without their own. */
  source: Fields;
}

/** Which parts of the rules each section holds, in the order of reading. */
const SECTIONS = {
  standards: ['standards'],
  classes: ['classification', 'routes', 'appliedWorkDays'],
  circles: ['circles'],
  layers: ['layers'],
  types: ['types'],
  statuses: ['statuses'],
  income: ['income'],
  deductions: ['deductions'],
  property: ['property'],
  rigid: ['rigid'],
  benefits: ['benefits'],
  allowances: ['allowances'],
  extras: ['extras'],
  clocks: ['clocks'],
  'self-care': ['selfCare'],
  entitlements: ['entitlements', 'papers'],
  timers: ['timers'],
  consents: ['consentItems', 'consentMonths', 'legalGrounds', 'consentSheet'],
  retention: ['retention'],
  checks: ['checks'],
  lists: ['lists'],
  acts: ['acts'],
  commitments: ['commitments'],
  matching: ['matching'],
  delegations: ['delegations', 'reserve'],
  prints: ['prints'],
  'ledger-columns': ['ledgerColumns'],
} as const satisfies Record<string, ReadonlyArray<keyof PackRules>>;
export type PackSection = keyof typeof SECTIONS;
export const packSections = Object.keys(SECTIONS) as PackSection[];

/** Fields that stand in columns of their own. */
const OWN = new Set(['code', 'zh', 'en', 'citation', 'mark', 'placeholder', 'from', 'until', 'ends']);
/** What a row without a code is known by. */
const NAMES = ['code', 'kind', 'trade', 'circle', 'act'];
const FEN = new Set(['income.fen', 'benefits.fen', 'benefits.upTo', 'benefits.roundToFen']);
FEN.add('delegations.upToFen').add('checks.fen').add('allowances.range.from').add('allowances.range.to');

/** Everything that a pack says, row by row, in the order of reading. */
export function packRows(pack: PolicyPack): PackRow[] {
  return packSections.flatMap((section) =>
    SECTIONS[section].flatMap((part) => {
      const place = { section, part: kebab(part), pack, source: {} };
      const content: unknown = pack.rules[part];
      if (part === 'lists') return pack.rules.lists.flatMap((list) => namedList(place, list));
      if (Array.isArray(content)) return listRows(place, content);
      if (isFields(content)) return blockRows(place, kebab(part), content);
      return content === null || content === undefined ? [] : [rowOf(place, kebab(part), { [part]: content }, {})];
    }),
  );
}

/** A block of settings is one row; lists in it, and blocks with a citation of their own, follow with theirs. */
function blockRows(place: Place, code: string, block: Fields): PackRow[] {
  const source = block['citation'] === undefined ? place.source : block;
  const apart = (value: unknown) => isList(value) || (isFields(value) && value['citation'] !== undefined);
  const own = Object.fromEntries(Object.entries(block).filter(([, value]) => !apart(value)));
  const row = rowOf({ ...place, source }, code, own, block);
  const further = Object.entries(block).flatMap(([key, value]) => {
    const inner = { ...place, source, part: kebab(key) };
    if (isList(value)) return listRows(inner, value);
    return isFields(value) && apart(value) ? blockRows({ ...inner, part: place.part }, kebab(key), value) : [];
  });
  return row.values.length > 0 ? [row, ...further] : further;
}

/** A list of the county's own is a table of its own: first how much of it is named, then the names. */
function namedList(place: Place, { entries, places, ...list }: PackRules['lists'][number]): PackRow[] {
  const said = { ...(places !== undefined && { places }), named: entries.length };
  const part = list.code;
  return [rowOf({ ...place, part }, part, said, list), ...listRows({ ...place, part }, entries)];
}

function listRows(place: Place, rows: readonly unknown[]): PackRow[] {
  return rows.filter(isFields).flatMap((fields, index) => {
    const name = NAMES.find((key) => typeof fields[key] === 'string');
    const code = name
      ? String(fields[name])
      : fields['class']
        ? `class-${String(fields['class'])}`
        : `row-${index + 1}`;
    const own = Object.entries(fields).filter(([key, value]) => key !== (name ?? 'class') && !isCited(value));
    const inner = Object.entries(fields).flatMap(([key, value]) =>
      (isCited(value) ? [value].flat() : []).map((one) =>
        rowOf({ ...place, part: kebab(key) }, code, one, { zh: fields['zh'], en: fields['en'], ...one }),
      ),
    );
    return [rowOf(place, code, Object.fromEntries(own), fields), ...inner];
  });
}

function rowOf({ section, part, pack, source }: Place, code: string, said: Fields, fields: Fields): PackRow {
  const citation = text(fields['citation'] ?? source['citation']);
  const placeholder = fields['placeholder'] === true;
  const mark = fields['mark'] ?? (placeholder ? 'default' : source['mark']);
  return {
    ...{ section, part, code, zh: text(fields['zh']), en: text(fields['en']) },
    values: valuesOf(section, Object.fromEntries(Object.entries(said).filter(([key]) => !OWN.has(key)))),
    ...{ citation, citationStatus: citation === null ? null : pack.citationStatus(citation) },
    mark: marks.find((one) => one === mark) ?? null,
    ...{ placeholder, from: text(fields['from']), until: text(fields['until']) },
  };
}

/** The fields of a row one by one, those of inner objects with the way to them. */
function valuesOf(section: string, fields: Fields, way = ''): RowValue[] {
  const { unit, value: span, per, fen, ...rest } = fields;
  const amount = typeof fen === 'number' ? [{ key: way + (text(per) ?? 'fen'), value: fen, fen: true }] : [];
  const time = typeof span === 'number' ? [{ key: way + (text(unit) ?? 'value'), value: span, fen: false }] : [];
  const others = Object.entries(rest).flatMap(([key, value]): RowValue[] => {
    const at = way + key;
    if (isList(value)) return value.flatMap((one) => valuesOf(section, one, `${at}.`));
    if (isFields(value)) return valuesOf(section, value, `${at}.`);
    if (!isValue(value) || (Array.isArray(value) && value.length === 0)) return [];
    return [{ key: at, value, fen: FEN.has(`${section}.${at}`) }];
  });
  return [...amount, ...time, ...others];
}

const kebab = (key: string) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const text = (value: unknown) => (typeof value === 'string' ? value : null);
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: unknown): value is Fields[] => Array.isArray(value) && value.some(isFields);
/** Stands on a source of its own, and so in a row of its own. */
const isCited = (value: unknown): value is Fields | Fields[] =>
  [value].flat().some((one) => isFields(one) && one['citation'] !== undefined);
const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);
const isValue = (value: unknown): value is RowValue['value'] =>
  isScalar(value) || (Array.isArray(value) && value.every(isScalar));
