import { z } from 'zod';
import type { DataProblem } from '../data-files';
import { source } from './means-sections';

/** How a department is asked: over its line, at once, or by a file that is carried to it. */
export const askingWays = ['service', 'file'] as const;
export type AskingWay = (typeof askingWays)[number];

/** Columns of the file that a department is asked by; it fills in those of the answer. */
export const orderColumns = [
  ...(['order', 'line', 'name', 'identity', 'item', 'purpose', 'authorised'] as const),
  ...(['held', 'things', 'amount', 'period', 'asOf'] as const),
] as const;
export type OrderColumn = (typeof orderColumns)[number];

const list = z.array(z.string().min(1)).min(1);
const words = { zh: z.string().min(1), en: z.string().min(1) };

export const checkDepartment = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]*$/),
  ...words,
  /** Until the district says otherwise; without it the line. */
  way: z.enum(askingWays).optional(),
  /** How long it may take to answer a file, where that is not the time of all. */
  workDays: z.int().positive().optional(),
});

/** What goes to departments that are asked by file (R93, B16). */
export const checkFiles = z.strictObject({
  /** Working days until an answer is late. */
  workDays: z.int().positive(),
  columns: z.array(z.strictObject({ code: z.enum(orderColumns), ...words })).length(orderColumns.length),
  /** What is understood in the columns of the answer, in small letters. */
  words: z.strictObject({ yes: list, no: list, month: list, year: list, once: list, yuan: list }),
  ...source,
});

/** Each column once, each heading once: an answer is read by its headings. */
export function problemsOfCheckFiles({ columns }: z.infer<typeof checkFiles>): DataProblem[] {
  return columns.flatMap(({ code, zh, en }, place): DataProblem[] => {
    const first = columns.findIndex((one) => one.code === code || one.zh === zh || one.en === en);
    const path = ['checks', 'files', 'columns', place];
    return first === place ? [] : [{ path, message: `${code} has a column or a heading that is there already` }];
  });
}
