import { createHash } from 'node:crypto';

/** JSON with the keys of each object in the order of their code units: the same value is the same text everywhere. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, content]) => content !== undefined);
  const sorted = entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${sorted.map(([key, content]) => `${JSON.stringify(key)}:${canonicalText(content)}`).join(',')}}`;
}

/** SHA-256 of the canonical text, in hex. */
export const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
