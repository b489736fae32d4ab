import { join } from 'node:path';
import { z } from 'zod';
import { readDataFile } from '../../reference/data-files';

export const watchColumns = ['name', 'identityNumber', 'label', 'since'] as const;
export type WatchColumn = (typeof watchColumns)[number];

const words = z.array(z.string().min(1)).min(1);
const schema = z.strictObject({
  headings: z.strictObject({ name: words, identityNumber: words, label: words, since: words }),
  labels: z.record(z.string(), z.strictObject({ zh: z.string(), en: z.string(), words })),
});

/** As headings and words are compared: half width, lower case, without blanks and what stands in brackets. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([【〔].*?[)\]】〕]/g, '')
    .replace(/[\s:*]+/g, '');

const { headings, labels } = readDataFile(join(__dirname, 'watch-words.yaml'), schema);
const columnOf = new Map(
  watchColumns.flatMap((column) => headings[column].map((heading) => [plain(heading), column] as const)),
);
const codeOf = new Map(
  Object.entries(labels).flatMap(([code, label]) => label.words.map((word) => [plain(word), code] as const)),
);

/** Codes of the labels that a list may give (R105). */
export const watchLabels: readonly string[] = Object.keys(labels);
export const watchColumnOf = (heading: string): WatchColumn | null => columnOf.get(plain(heading)) ?? null;
export const watchLabelOf = (word: string): string | null => codeOf.get(plain(word)) ?? null;

/** What a column is called first, for refusals. */
export const headingOf = (column: WatchColumn): string => headings[column][0] ?? column;

/** Name of a label in both languages. */
export function labelName(code: string): { zh: string; en: string } {
  const { zh = code, en = code } = labels[code] ?? {};
  return { zh, en };
}
