import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { ROOT } from './source-tree';

export const DOCKER = join(ROOT, 'docker');
export const read = (name: string): string => readFileSync(join(DOCKER, name), 'utf8');

/** What the specs read of a service in a compose file. */
export interface Service {
  image?: string;
  build?: { context: string; dockerfile: string };
  command?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  ports?: string[];
  healthcheck?: { test: string[] };
  depends_on?: Record<string, unknown> | string[];
}

export interface Compose {
  services: Record<string, Service>;
  volumes?: Record<string, unknown>;
}

/** A compose file without a fault of syntax. */
export function compose(name: string): Compose {
  const document = parseDocument(read(name), {
    merge: true,
    customTags: [{ tag: '!reset', collection: 'seq' }],
  });
  expect([...document.errors, ...document.warnings]).toEqual([]);
  return document.toJS() as Compose;
}
