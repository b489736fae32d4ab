import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DataFileError, type DataProblem, lineOf, readDataFile } from '../data-files';
import { type PackProblem, problemsOfPack } from './check-pack';
import { problemsOfStandards } from './check-sections';
import { problemsOfHeads, unnamedCitations } from './citations';
import { layRows, problemsOfLaying, wayInto } from './lay-rows';
import { packHeadSchema } from './pack-sections';
import type { PackHead, PackRules } from './pack-sections';
import { PolicyPack } from './policy-pack';
import { checkOf, schemas } from './section-schemas';

interface Layer {
  folder: string;
  head: PackHead;
}

/**
 * Reads every pack below `root` and lays each over the one it extends, block by block and row by row (`lay-rows.ts`); of two
 * amounts that hold on a day that of the upper layer counts.
 * @throws DataFileError naming file, line and reason
 */
export function loadPacks(root: string): Map<string, PolicyPack> {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const layers = new Map(folders.map(({ name }) => [name, readLayer(join(root, name))]));
  const laid = new Map<string, object>();
  return new Map([...layers].map(([code]) => [code, compose(code, layers, laid)]));
}

function readLayer(folder: string): Layer {
  const known = new Set(['pack', ...Object.keys(schemas)].map((name) => `${name}.yaml`));
  const unknown = readdirSync(folder).filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new DataFileError(
      folder,
      unknown.map((name) => `${name}: no such section`),
    );
  return { folder, head: readDataFile(join(folder, 'pack.yaml'), packHeadSchema) };
}

/** @param laid sections that are made already, by their files: most packs have those of the base */
function compose(code: string, layers: ReadonlyMap<string, Layer>, laid: Map<string, object>): PolicyPack {
  const chain = chainOf(code, layers);
  const rules: Record<string, unknown> = {};
  for (const name of Object.keys(schemas)) {
    const paths = chain.map(({ folder }) => join(folder, `${name}.yaml`)).filter((file) => existsSync(file));
    if (paths.length === 0) throw new DataFileError(chain[0]!.folder, [`${name}.yaml is missing in every layer`]);
    const key = paths.join('\n');
    if (!laid.has(key)) laid.set(key, name === 'standards' ? standardsOf(paths) : wholeSection(name, paths));
    Object.assign(rules, laid.get(key));
  }
  const whole = rules as unknown as PackRules;
  for (const problem of problemsOfPack(whole)) throw placed(problem, chain);
  checkCitations(chain);
  return new PolicyPack(
    chain.map((layer) => layer.head),
    whole,
  );
}

/** Amounts add up, the uppermost first; each file is checked by itself. */
function standardsOf(paths: readonly string[]): object {
  const files = paths.map((file) => readDataFile(file, schemas.standards, problemsOfStandards));
  return { standards: files.reverse().flatMap(({ standards }) => standards) };
}

/** A section with the defaults of its schema. */
const wholeSection = (name: string, paths: readonly string[]): object =>
  schemas[name as keyof typeof schemas].parse(sectionOf(name, paths));

/** The files of a section laid over each other and checked as one, those below first: what is wrong then is of the last. */
function sectionOf(name: string, paths: readonly string[]): unknown {
  const [file = '', below] = [paths.at(-1), paths.length > 1 ? sectionOf(name, paths.slice(0, -1)) : undefined];
  const content = readDataFile(file, z.unknown(), (own) => (below === undefined ? [] : problemsOfLaying(below, own)));
  const laid = below === undefined ? content : layRows(below, content);
  const parsed = schemas[name as keyof typeof schemas].safeParse(laid);
  const problems: DataProblem[] = parsed.success
    ? checkOf(name)(parsed.data as never)
    : parsed.error.issues.map(({ path, message }) => ({ path, message }));
  if (problems.length === 0) return laid;
  const said = problems.map(({ path, message }) => {
    const way = wayInto(content, laid, path);
    const shown = way.length === path.length ? way : path;
    return `line ${lineOf(file, way)}: ${shown.join('.') || '(top)'}: ${message}`;
  });
  throw new DataFileError(file, said);
}

/** What the uppermost layer cites is named by it or by one below; those below are checked as packs of their own. */
function checkCitations(chain: readonly Layer[]): void {
  const { folder, head } = chain.at(-1)!;
  const heads = chain.flatMap((layer) => layer.head.citations);
  readDataFile(join(folder, 'pack.yaml'), packHeadSchema, () => problemsOfHeads(head.citations, heads));
  for (const name of readdirSync(folder).filter((file) => file !== 'pack.yaml'))
    readDataFile(join(folder, name), z.unknown(), (content) => unnamedCitations(content, heads));
}

/** The problem with the file and line of its row in the uppermost layer that has it. */
function placed({ section, code, message }: PackProblem, chain: readonly Layer[]): DataFileError {
  const way = section === 'allowances' ? ['allowances', 'table'] : [section];
  const rowsIn = ({ folder }: Layer): unknown[] => {
    const file = join(folder, `${section}.yaml`);
    const content = existsSync(file) ? readDataFile(file, z.unknown()) : null;
    const rows = way.reduce<unknown>((at, key) => (at as Record<string, unknown> | null)?.[key], content);
    return Array.isArray(rows) ? rows : [];
  };
  const isIt = (row: unknown) => (row as { code?: unknown }).code === code;
  const layer = chain.findLast((one) => rowsIn(one).some(isIt)) ?? chain[0]!;
  const file = join(layer.folder, `${section}.yaml`);
  return new DataFileError(file, [
    `line ${lineOf(file, [...way, rowsIn(layer).findIndex(isIt)])}: ${code}: ${message}`,
  ]);
}

/** From the national defaults up to the layer itself. */
function chainOf(code: string, layers: ReadonlyMap<string, Layer>): Layer[] {
  const chain: Layer[] = [];
  for (let next: string | null = code; next !== null;) {
    const layer = layers.get(next);
    if (!layer || chain.includes(layer))
      throw new DataFileError(code, [`extends: ${next} is missing or goes in a circle`]);
    if (layer.head.code !== next) throw new DataFileError(layer.folder, [`code: must be ${next}, as the folder`]);
    chain.unshift(layer);
    next = layer.head.extends;
  }
  return chain;
}
