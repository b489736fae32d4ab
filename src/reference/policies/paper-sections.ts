import { z } from 'zod';
import type { DataProblem } from '../data-files';
import { source } from './means-sections';

const code = z.string().regex(/^[a-z][a-z0-9-]*$/);
const words = { zh: z.string().min(1), en: z.string().min(1) };
const worded = z.strictObject(words);

/** What a printed paper can tell of a file. Each is released to the reader by its group (C3) or left out. */
export const printFields = [
  ...(['number', 'name', 'place', 'address', 'phone', 'members', 'class', 'circle'] as const),
  ...(['people', 'signers', 'income', 'spending', 'assets', 'amount', 'recheck', 'opened', 'checks'] as const),
] as const;
export type PrintField = (typeof printFields)[number];

/** All that may be published of a file, after approval only (B15). */
const PUBLIC: readonly string[] = ['name', 'members', 'amount'];
/** Fields that are tables or lists themselves: they have no place in a row. */
const WIDE: readonly string[] = ['people', 'signers', 'checks'];

const paper = z.strictObject({
  code,
  ...words,
  /** `file`: sheets of their own for each file; `list`: one row for each. */
  layout: z.enum(['file', 'list']),
  /** On what ground it is made; stands on the record of every file (C2). */
  ground: worded,
  fields: z.array(z.enum(printFields)).min(1),
  texts: z.array(worded).default([]),
  /** To be filled in by hand; in a list a column of its own. */
  blanks: z.array(z.strictObject({ ...words, lines: z.int().min(1).max(12) })).default([]),
  signatures: z.array(worded).default([]),
  /** Hung out for everybody: which granted lines may be, and which lines keep a file off it whatever else it has. */
  publicity: z.strictObject({ granted: z.array(code).min(1), never: z.array(code).min(1) }).optional(),
  ...source,
});

export const printsSchema = z.strictObject({ prints: z.array(paper) });
export type PrintPaper = z.infer<typeof paper>;

/** What a schema cannot say of papers: one row a code, nothing published beyond the law (B15), no table in a row. */
export function problemsOfPrints({ prints }: z.infer<typeof printsSchema>): DataProblem[] {
  return prints.flatMap(({ code: own, layout, fields, publicity }, place) => {
    const path = ['prints', place];
    const say = (message: string): DataProblem[] => [{ path, message: `${own} ${message}` }];
    const beyond = publicity ? fields.filter((field) => !PUBLIC.includes(field)) : [];
    const wide = layout === 'list' ? fields.filter((field) => WIDE.includes(field)) : [];
    return [
      ...(prints.findIndex((one) => one.code === own) === place ? [] : say('has two rows')),
      ...(new Set(fields).size === fields.length ? [] : say('has a field twice')),
      ...(beyond.length > 0 ? say(`is published and may not tell ${beyond.join(', ')} (B15)`) : []),
      ...(wide.length > 0 ? say(`is a list and has no room for ${wide.join(', ')}`) : []),
      ...(publicity && layout === 'file' ? say('is published and has to be a list') : []),
    ];
  });
}
