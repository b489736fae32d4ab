import type { SubjectDigest } from '../../platform/crypto';

/** A field before and after an act. The values stay in memory: the record keeps their keyed digests (design 8.8). */
export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

/** As the record shows it: digests in hexadecimal, null where the field was or is empty. */
export interface DigestedChange {
  field: string;
  before: string | null;
  after: string | null;
}

const BYTES = 16;
const EMPTY = Buffer.alloc(BYTES);
/** Counts every change; it says nothing about the subject. */
const UNTOLD = new Set(['version', 'updatedAt']);

/**
 * What of `after` differs from `before`, a null `before` for something new. Fields that `after` leaves undefined were
 * not touched.
 */
export function diffOf(before: object | null, after: object): FieldChange[] {
  const old = new Map(Object.entries(before ?? {}));
  return Object.entries(after)
    .filter(([field, value]) => value !== undefined && !UNTOLD.has(field))
    .map(([field, value]) => ({ field, before: old.get(field) as unknown, after: value as unknown }))
    .filter((change) => textOf(change.before) !== textOf(change.after));
}

/** Two digests a field, in the order of the fields; the field's name is bound into each. */
export function packDigests(changes: readonly FieldChange[], digestOf: SubjectDigest): Buffer {
  const one = (field: string, value: unknown) => {
    const text = textOf(value);
    return text === null ? EMPTY : digestOf(`${field}|${text}`);
  };
  return Buffer.concat(changes.flatMap(({ field, before, after }) => [one(field, before), one(field, after)]));
}

/** The reverse of `packDigests`; nothing for rows without digests. */
export function unpackDigests(fields: readonly string[], digest: Buffer | null): DigestedChange[] {
  if (digest?.length !== fields.length * 2 * BYTES) return [];
  const at = (place: number) => {
    const bytes = digest.subarray(place * BYTES, (place + 1) * BYTES);
    return bytes.equals(EMPTY) ? null : bytes.toString('hex');
  };
  return fields.map((field, place) => ({ field, before: at(2 * place), after: at(2 * place + 1) }));
}

/** The same text for the same value, whatever order its parts stand in; null for nothing. */
function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
