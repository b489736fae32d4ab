import { z } from 'zod';
import { invalid } from '../errors';

/** Query parameters of every list. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(400).optional(),
  /** Which of several districts; asked of an actor that has more than one, and read by the guard that lets it in. */
  district: z.string().max(12).optional(),
};

export interface Page<T> {
  items: T[];
  /** Pass as `after` to go on; null at the end. */
  next: string | null;
}

/** Cursor = the sort values of the last row, opaque to callers. */
export function encodeCursor(values: ReadonlyArray<string | number>): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @throws AppError 422 `cursor-invalid` */
export function decodeCursor(cursor: string): Array<string | number> {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.every((v) => typeof v === 'string' || typeof v === 'number')) return values;
  } catch {
    // falls through to the same refusal
  }
  throw invalid([{ field: 'after', code: 'cursor-invalid' }]);
}

/** Cuts a list that was read with `limit + 1` and makes the cursor of the next page. */
export function pageOf<T>(rows: T[], limit: number, key: (row: T) => Array<string | number>): Page<T> {
  const items = rows.slice(0, limit);
  const last = items[items.length - 1];
  return { items, next: rows.length > limit && last !== undefined ? encodeCursor(key(last)) : null };
}
