import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Flat key → ICU message of one language. */
export type Catalogue = Map<string, string>;

/**
 * Reads `<folder>/*.json`. The file name is the first part of each key; a top-level `errors` object of any file is
 * merged under `errors.`.
 * @throws Error for a key defined twice, or a value that is neither text nor object
 */
export function readCatalogue(folder: string): Catalogue {
  const catalogue: Catalogue = new Map();
  if (!existsSync(folder)) return catalogue;
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    const room = file.slice(0, -'.json'.length);
    const content = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>;
    for (const [key, value] of Object.entries(content)) {
      flatten(key === 'errors' ? 'errors' : `${room}.${key}`, value, catalogue, file);
    }
  }
  return catalogue;
}

function flatten(key: string, value: unknown, into: Catalogue, file: string): void {
  if (typeof value === 'string') {
    if (into.has(key)) throw new Error(`Text ${key} is defined twice, the second time in ${file}`);
    into.set(key, value);
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [name, inner] of Object.entries(value)) flatten(`${key}.${name}`, inner, into, file);
  } else {
    throw new Error(`Text ${key} in ${file} is neither a text nor an object`);
  }
}
