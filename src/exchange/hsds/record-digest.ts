import { createHash } from 'node:crypto';
import type { ImportedService } from './imported-service';

/** JSON with keys in order, so that two equal records have one text whatever order their source had. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}

/** SHA-256 (hex) of the neutral record: equal digests mean a second import has nothing to do. */
export function recordDigest(service: ImportedService): string {
  return createHash('sha256').update(canonicalJson(service)).digest('hex');
}
