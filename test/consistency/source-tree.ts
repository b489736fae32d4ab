import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** What the fences read: the files of the repository, their imports and their syntax. Paths are relative to the root. */
export const ROOT = join(__dirname, '..', '..');

/** From the highest to the lowest; a wing may import itself and the ranks below. `people` and `supply` share a rank. */
export const WING_RANKS: readonly (readonly string[])[] = [
  ['console'],
  ['exchange'],
  ['results'],
  ['referral'],
  ['people', 'supply'],
  ['reference'],
  ['trust'],
  ['platform'],
];
export const WINGS = WING_RANKS.flat();
export const TOP_FILES = [
  'main',
  'worker',
  'all-in-one',
  'task',
  'demonstration',
  'departments',
  'app.module',
  'worker.module',
];

export interface Import {
  specifier: string;
  /** The file it leads to, for relative imports. */
  target: string | null;
}

export interface Place {
  wing: string | null;
  room: string | null;
}

const IGNORED = new Set(['node_modules', 'dist', 'coverage']);

/** All files below a folder of the repository, sorted; folders that begin with a dot are left out. */
export function filesBelow(folder: string): string[] {
  return foldersBelow(folder).flatMap((each) =>
    readdirSync(join(ROOT, each), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(each, entry.name)),
  );
}

/** The folder itself and every folder below it. */
export function foldersBelow(folder: string): string[] {
  if (!statSync(join(ROOT, folder), { throwIfNoEntry: false })?.isDirectory()) return [];
  const below = readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !IGNORED.has(entry.name))
    .flatMap((entry) => foldersBelow(join(folder, entry.name)));
  return [folder, ...below].sort();
}

const cache = new Map<string, string>();
export function textOf(file: string): string {
  const text = cache.get(file) ?? readFileSync(join(ROOT, file), 'utf8');
  cache.set(file, text);
  return text;
}

export function linesOf(file: string): number {
  return textOf(file).trimEnd().split('\n').length;
}

export function isSpec(file: string): boolean {
  return /spec\.ts$/.test(file);
}

/** TypeScript of the product with its unit specs. */
export function typescriptFiles(): string[] {
  return filesBelow('src').filter((file) => file.endsWith('.ts'));
}

/** TypeScript of the product without specs. */
export function productFiles(): string[] {
  return typescriptFiles().filter((file) => !isSpec(file));
}

/** `src/people/needs/dto/x.ts` is at { people, people/needs }; a file directly in src is nowhere. */
export function placeOf(file: string): Place {
  const [, wing, room, ...rest] = file.split('/');
  if (room === undefined) return { wing: null, room: null };
  return { wing: wing ?? null, room: rest.length > 0 ? `${wing}/${room}` : null };
}

/** Imports, re-exports, type imports, `require` and `import()` of a file. */
export function importsOf(file: string): Import[] {
  const { importedFiles } = ts.preProcessFile(textOf(file), true, true);
  return importedFiles.map(({ fileName }) => ({ specifier: fileName, target: resolve(file, fileName) }));
}

function resolve(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const base = join(dirname(join(ROOT, from)), specifier);
  const found = [`${base}.ts`, join(base, 'index.ts'), base].find((path) =>
    statSync(path, { throwIfNoEntry: false })?.isFile(),
  );
  return found === undefined ? null : relative(ROOT, found);
}

/** `file:line` of every syntax node for which `wanted` holds; comments and strings cannot deceive it. */
export function nodesIn(file: string, wanted: (node: ts.Node) => boolean): string[] {
  const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (wanted(node)) found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `file:line` of every line that matches. */
export function linesMatching(file: string, pattern: RegExp): string[] {
  return textOf(file)
    .split('\n')
    .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : []));
}

/** The first cycle of a graph, written as a path that ends where it began; null when there is none. */
export function cycleIn(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] | null {
  const done = new Set<string>();
  const path: string[] = [];
  const walk = (name: string): string[] | null => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (done.has(name)) return null;
    path.push(name);
    for (const next of graph.get(name) ?? []) {
      const cycle = walk(next);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(name);
    return null;
  };
  for (const name of graph.keys()) {
    const cycle = walk(name);
    if (cycle) return cycle;
  }
  return null;
}
