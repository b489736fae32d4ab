import { type Locale, locales, type Texts } from '../../platform/i18n';
import { offeringModes, offeringPayers } from '../../supply/offerings';

/** Columns of the sheet by which providers list offerings, in order; the texts are `imports.sheet.columns.<name>`. */
export const sheetColumns = [
  'key',
  'name',
  'code',
  'extraCodes',
  'description',
  'mode',
  'areaRegionCode',
  'payer',
  'priceYuan',
  'priceUnit',
  'capacityPerPeriod',
  'minAge',
  'maxAge',
  'eligibility',
  'hours',
  'languages',
  'address',
  'contactPhone',
] as const;
export type SheetColumn = (typeof sheetColumns)[number];
export const requiredColumns: readonly SheetColumn[] = ['name', 'code', 'mode'];

/** One filled row: what stands in each column, and its number in the sheet as people count. */
export interface SheetRow {
  number: number;
  cells: Partial<Record<SheetColumn, string>>;
}

/** The headings of a column in every language; a sheet may be filled by one person and uploaded by another. */
export const headingsOf = (texts: Texts, column: SheetColumn): string[] =>
  locales.map((locale) => texts.t(locale, `imports.sheet.columns.${column}`));

/** Value of a choice by its word in any language, or by its code; unknown words stay as they are and are refused later. */
function chosen(texts: Texts, kind: 'modes' | 'payers', values: readonly string[], word: string): string {
  const means = (value: string, locale: Locale) => texts.t(locale, `imports.sheet.${kind}.${value}`) === word;
  return values.find((value) => value === word || locales.some((locale) => means(value, locale))) ?? word;
}

const number = (text: string | undefined): number | string | undefined =>
  text === undefined ? undefined : /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
const list = (text: string | undefined): string[] => (text ?? '').split(/[,;，；、\s]+/u).filter(Boolean);

/** Yuan to fen without a rounding error: "12.5" is 1250. What is no amount is left to be refused. */
function fen(text: string | undefined): number | string | undefined {
  if (text === undefined) return undefined;
  const [, yuan, cents = ''] = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return yuan === undefined ? text : Number(yuan) * 100 + Number(cents.padEnd(2, '0'));
}

/** The row in the names of `CreateOfferingInput`, unchecked. */
export function offeringValues(texts: Texts, { cells }: SheetRow): Record<string, unknown> {
  const [minAge, maxAge] = [number(cells.minAge), number(cells.maxAge)];
  const values = {
    name: cells.name,
    code: /^[A-Z]{2}-\d{2}/.exec(cells.code ?? '')?.[0] ?? cells.code,
    extraCodes: list(cells.extraCodes),
    description: cells.description,
    mode: cells.mode && chosen(texts, 'modes', offeringModes, cells.mode),
    areaRegionCode: cells.areaRegionCode,
    payer: cells.payer && chosen(texts, 'payers', offeringPayers, cells.payer),
    priceFen: fen(cells.priceYuan),
    priceUnit: cells.priceUnit,
    capacityPerPeriod: number(cells.capacityPerPeriod),
    eligibility: { minAge, maxAge, text: cells.eligibility },
    schedule: { slots: [], fixed: false, text: cells.hours },
    languages: list(cells.languages),
    details: { address: cells.address },
    contactPhone: cells.contactPhone,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** Fields of the offering by the column in which they stand, for problems. */
export const columnOfField: Readonly<Record<string, SheetColumn>> = {
  priceFen: 'priceYuan',
  'eligibility.minAge': 'minAge',
  'eligibility.maxAge': 'maxAge',
  'eligibility.text': 'eligibility',
  'schedule.text': 'hours',
  'details.address': 'address',
};
