import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DataFileError, type DataProblem, lineOf, readDataFile } from '../data-files';
import { type PackProblem, problemsOfPack } from './check-pack';
import { problemsOfHeads, unnamedCitations } from './citations';
import {
  problemsOfChecks,
  problemsOfCircles,
  problemsOfClasses,
  problemsOfEntitlements,
  problemsOfSection,
  problemsOfStandards,
} from './check-sections';
import { layMeans, type MeansLayer } from './means-layers';
import { meansSchemas } from './means-sections';
import { packHeadSchema, sectionSchemas } from './pack-sections';
import type { PackHead, PackRules, SectionName } from './pack-sections';
import { PolicyPack } from './policy-pack';

type Sections = { [N in SectionName]?: z.infer<(typeof sectionSchemas)[N]> };
interface Layer {
  folder: string;
  head: PackHead;
  sections: Sections;
  means: MeansLayer;
}

/**
 * Reads every pack below `root` and lays each over the one it extends: a file of the upper layer replaces the whole
 * file below; standards are added up, the uppermost first, and rows of the means test are laid one by one.
 * @throws DataFileError naming file and place
 */
export function loadPacks(root: string): Map<string, PolicyPack> {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const layers = new Map(folders.map(({ name }) => [name, readLayer(join(root, name))]));
  return new Map([...layers].map(([code]) => [code, compose(code, layers)]));
}

function readLayer(folder: string): Layer {
  const head = readDataFile(join(folder, 'pack.yaml'), packHeadSchema);
  const sectionNames = [...Object.keys(sectionSchemas), ...Object.keys(meansSchemas)];
  const known = new Set(['pack', ...sectionNames].map((name) => `${name}.yaml`));
  const unknown = readdirSync(folder).filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new DataFileError(
      folder,
      unknown.map((name) => `${name}: no such section`),
    );
  const sections: Sections = {
    standards: section(folder, 'standards', sectionSchemas.standards, problemsOfStandards),
    classes: section(folder, 'classes', sectionSchemas.classes, problemsOfClasses),
    circles: section(folder, 'circles', sectionSchemas.circles, problemsOfCircles),
    timers: section(folder, 'timers', sectionSchemas.timers),
    consents: section(folder, 'consents', sectionSchemas.consents),
    entitlements: section(folder, 'entitlements', sectionSchemas.entitlements, problemsOfEntitlements),
    retention: section(folder, 'retention', sectionSchemas.retention),
    checks: section(folder, 'checks', sectionSchemas.checks, problemsOfChecks),
  };
  return { folder, head, sections, means: readMeans(folder) };
}

/** The sections of the means test; those that a layer has not are left to the one below. */
function readMeans(folder: string): MeansLayer {
  const names = Object.keys(meansSchemas) as Array<keyof typeof meansSchemas>;
  return Object.assign(
    {},
    ...names.map((name) => section(folder, name, meansSchemas[name], problemsOfSection)),
  ) as MeansLayer;
}

function section<S extends z.ZodType>(
  folder: string,
  name: string,
  schema: S,
  check?: (content: z.infer<S>) => DataProblem[],
): z.infer<S> | undefined {
  const file = join(folder, `${name}.yaml`);
  return existsSync(file) ? readDataFile(file, schema, check) : undefined;
}

function compose(code: string, layers: ReadonlyMap<string, Layer>): PolicyPack {
  const chain = chainOf(code, layers);
  const rules: Partial<PackRules> = {};
  for (const { sections, means } of chain) {
    const standards = [...(sections.standards?.standards ?? []), ...(rules.standards ?? [])];
    const { classes, circles, timers, consents, entitlements, retention, checks } = sections;
    Object.assign(
      rules,
      classes,
      circles,
      timers,
      consents,
      entitlements,
      retention,
      checks,
      { standards },
      layMeans(rules, means),
    );
  }
  if (!isWhole(rules)) throw new DataFileError(chain[0]?.folder ?? code, ['a section is missing in every layer']);
  for (const problem of problemsOfPack(rules)) throw placed(problem, chain);
  checkCitations(chain);
  return new PolicyPack(
    chain.map((layer) => layer.head),
    rules,
  );
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
  const rowsOf = ({ means }: Layer) => (section === 'allowances' ? means.allowances?.table : means[section]) ?? [];
  const layer = chain.findLast((one) => rowsOf(one).some((row) => row.code === code)) ?? chain[0]!;
  const place = rowsOf(layer).findIndex((row) => row.code === code);
  const file = join(layer.folder, `${section}.yaml`);
  const path = section === 'allowances' ? ['allowances', 'table', place] : [section, place];
  return new DataFileError(file, [`line ${lineOf(file, path)}: ${code}: ${message}`]);
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

const MEANS = [
  ...(['income', 'deductions', 'property', 'rigid', 'statuses', 'layers'] as const),
  ...(['types', 'benefits', 'allowances', 'extras', 'clocks', 'selfCare'] as const),
];

function isWhole(rules: Partial<PackRules>): rules is PackRules {
  const { standards, classification, circles, timers, consentItems, entitlements, retention, checks } = rules;
  const own: unknown[] = [standards, classification, circles, timers, consentItems, entitlements, retention, checks];
  return [...own, ...MEANS.map((name) => rules[name])].every((part) => part !== undefined);
}
