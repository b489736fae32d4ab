import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { loadColumnMapping } from './column-mapping';
import { readFlatCsv } from './flat-csv.reader';
import { readJsonLines } from './json-lines.reader';
import type { ReadItem } from './read-item';
import { readTabularPackage } from './tabular-package.reader';

/** Opens an HSDS source by what it is: a folder or its datapackage.json is a tabular package, else JSON lines. */
export function readHsds(path: string): AsyncGenerator<ReadItem> {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return readTabularPackage(path);
  return /datapackage\.json$/.test(path) ? readTabularPackage(dirname(path)) : readJsonLines(path);
}

/** Opens flat CSV lists by a shipped mapping's name or by a mapping file. */
export function readMappedCsv(path: string, mapping: string): AsyncGenerator<ReadItem> {
  return readFlatCsv(path, loadColumnMapping(mapping));
}
