import { basename, resolve } from 'node:path';

/** Names that say what a file is and not whose it is. */
const SAYS_NOTHING =
  /^(services?|organi[sz]ations?|locations?|tables?|data(package)?|hsds[-_.\d]*|machine-hsds|raw|csv|json|exports?|uploads?|downloads?|examples?|files?|home|tmp|root)$/i;

const withoutEnding = (name: string): string => name.replace(/(\.(csv|jsonl|ndjson|json|txt|gz))+$/i, '');

/** Text that can be part of a key: letters, digits, dots, hyphens. */
export const sourceName = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);

/**
 * Name of the source of a file, the same each time it is imported: the nearest part of its path that says whose it is
 * (`miami-211/hsds-3.1/services.jsonl.gz` is `miami-211`).
 */
export function sourceOf(path: string): string {
  const parts = resolve(path).split(/[\\/]/).filter(Boolean).map(withoutEnding).reverse();
  const telling = parts.find((part) => !SAYS_NOTHING.test(part));
  return sourceName(telling ?? withoutEnding(basename(path))) || 'directory';
}

/** Where records without a district live: in no region, and in no district's matches. */
export const directoryOf = (source: string): string => `directory:${source}`;
