import { join } from 'node:path';
import { z } from 'zod';
import { readDataFile } from '../../reference/data-files';

/** What a column of a ledger can be. */
export const ledgerFields = [
  'householdKey',
  'headName',
  'headIdentity',
  'name',
  'relation',
  'identity',
  'sex',
  'birthDate',
  'age',
  'region',
  'township',
  'address',
  'phone',
  'benefit',
  'amount',
  'income',
  'disabilityKind',
  'disabilityGrade',
  'disabilityCard',
  'workCapacity',
  'circle',
] as const;
export type LedgerField = (typeof ledgerFields)[number];

/** Fields whose cells hold words that stand for codes. */
export const wordFields = [
  'relation',
  'sex',
  'workCapacity',
  'circle',
  'disabilityKind',
  'disabilityGrade',
  'benefit',
] as const;
export type WordField = (typeof wordFields)[number];

/** A field for each column of the sheet, null where the column is left out. */
export type LedgerColumns = ReadonlyArray<LedgerField | null>;
/** Codes of words, by field and normalised word; what a person decided. `region` leads to a division code. */
export type LedgerWords = Readonly<Partial<Record<WordField | 'region', Readonly<Record<string, string>>>>>;

const list = z.array(z.string().min(1)).min(1);
const wordsSchema = z.strictObject({
  headings: z.strictObject(Object.fromEntries(ledgerFields.map((field) => [field, list]))),
  committees: list,
  words: z.strictObject(Object.fromEntries(wordFields.map((field) => [field, z.record(z.string(), list)]))),
});

/** As words are compared: half width, lower case, without blanks, signs and what stands in brackets. */
export const plainWord = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[(\[{【〔].*?[)\]}】〕]/g, '')
    .replace(/[\s:*、_·]+/g, '');

function load() {
  const { headings, words, committees } = readDataFile(join(__dirname, 'ledger-words.yaml'), wordsSchema);
  const fields = new Map<string, LedgerField>();
  for (const field of ledgerFields) for (const heading of headings[field] ?? []) fields.set(plainWord(heading), field);
  const codes = new Map(
    wordFields.map((field): [WordField, Map<string, string>] => [
      field,
      new Map(
        Object.entries(words[field] ?? {}).flatMap(([code, known]) => known.map((word) => [plainWord(word), code])),
      ),
    ]),
  );
  const choices = new Map(wordFields.map((field): [WordField, string[]] => [field, Object.keys(words[field] ?? {})]));
  const lists = new Map(
    wordFields.map((field): [WordField, Map<string, readonly string[]>] => [
      field,
      new Map(Object.entries(words[field] ?? {})),
    ]),
  );
  return { fields, codes, choices, committees, words: lists };
}

const known = load();

/** The field that a heading names, if it is a usual one. */
export const fieldOfHeading = (heading: string): LedgerField | null => known.fields.get(plainWord(heading)) ?? null;

/** The code that a word stands for: as a person decided, else as usual; null when nobody has said. */
export const codeOfWord = (field: WordField, word: string, decided: LedgerWords): string | null =>
  decided[field]?.[plainWord(word)] ?? known.codes.get(field)?.get(plainWord(word)) ?? null;

/** The name of a village without its committee, which offices add and leave out. */
export function bareVillage(name: string): string {
  const plain = plainWord(name);
  const committee = known.committees.find((one) => plain.endsWith(one) && plain !== one);
  return committee ? plain.slice(0, -committee.length) : plain;
}

/** The word for a code in a ledger that leaves the house: one that is known again when it comes back. */
export function wordOfCode(field: WordField, code: string, locale: string): string {
  const words = known.words.get(field)?.get(code) ?? [];
  const chinese = words.find((word) => /\p{Script=Han}/u.test(word));
  const other = words.findLast((word) => !/\p{Script=Han}/u.test(word));
  return (locale === 'en' ? (other ?? chinese) : (chinese ?? other)) ?? code;
}

/** All codes that a word of a field may stand for. */
export const codesOf = (field: WordField): readonly string[] => known.choices.get(field) ?? [];

/** Words of a cell that names several benefits. */
export const benefitWords = (cell: string): string[] =>
  cell
    .split(/[、，,;；+＋\n|]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
