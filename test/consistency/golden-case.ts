import { join } from 'node:path';
import { z } from 'zod';
import { calculationFactsSchema, type CalculationFacts } from '../../src/people/means-test/calculation-facts';
import { readDataFile } from '../../src/reference/data-files';
import { PolicyPack } from '../../src/reference/policies';
import { loadPacks } from '../../src/reference/policies/load-packs';
import { ROOT } from './source-tree';

export const PACKS = ['base', 'pidu', 'beilin', 'daxing', 'heilongjiang', 'hebei', 'henan', 'hubei', 'chongqing'];
export const FOLDER = join(ROOT, 'test/consistency/golden-cases');

const some = z.array(z.record(z.string(), z.unknown()));
const panel = z.enum(['in', 'out', 'unknown']);
const screen = z.enum(['tekun', 'dibao', 'dibao-marginal', 'single-application', 'rigid-expenditure']);
const fen = z.record(z.string(), z.int().min(0));
const fraction = z
  .string()
  .regex(/^\d+\/\d+$/)
  .nullable();
const goldenCase = z.strictObject({
  name: z.string().min(1),
  rule: z.string().regex(/^[BR]\d+( [BR]\d+)*$/),
  /** In a few words where the numbers come from, in yuan. */
  why: z.string().min(1),
  on: z.iso.date(),
  /** All local amounts that the case knows, whatever the pack has: fen a month, disposable income a year. */
  standards: fen,
  averages: fen.optional(),
  facts: z.strictObject({
    members: some,
    lines: some.optional(),
    obligors: some.optional(),
    statuses: some.optional(),
    /** All of it where there are lines, else nothing. */
    asked: z.record(z.string(), z.boolean()).optional(),
    event: z.record(z.string(), z.unknown()).optional(),
  }),
  expect: z.strictObject({
    members: z.int().optional(),
    incomeMonth: fraction.optional(),
    perHeadMonth: fraction.optional(),
    ratio: fraction.optional(),
    circle: z.string().optional(),
    circleGround: z.string().optional(),
    class: z.int().nullable().optional(),
    secondary: z.array(z.int()).optional(),
    layer: z.string().nullable().optional(),
    /** Labels that are there; others may be beside them. */
    types: some.optional(),
    panels: z.partialRecord(z.enum(['members', 'income', 'property', 'expenditure']), panel).optional(),
    screens: z.partialRecord(screen, panel).optional(),
    /** Whole lists, in any order. */
    benefits: some.optional(),
    singleApplicants: z.array(z.string()).optional(),
    selfCare: some.optional(),
    clarify: some.optional(),
    recheckMonths: z.int().optional(),
  }),
  /** Labels that are not there. */
  without: z.array(z.string()).optional(),
});
export type GoldenCase = z.infer<typeof goldenCase>;

const packs = loadPacks(join(ROOT, 'src/reference/policies/packs'));
export const casesOf = (pack: string): GoldenCase[] => readDataFile(join(FOLDER, `${pack}.yaml`), z.array(goldenCase));

const everything = (asked: boolean) => ({ income: asked, expenditure: asked, asset: asked, obligors: asked });

/** What a case does not say: able adults without work, disability or illness, declared by the month on the day. */
export function factsOf({ on, facts }: GoldenCase): CalculationFacts {
  const members = facts.members.flatMap(({ times = 1, ...member }) => Array(Number(times)).fill(member) as object[]);
  const numbered = (letter: string, defaults: object, rows: readonly object[] = []) =>
    rows.map((row, index) => ({ key: `${letter}${index + 1}`, ...defaults, ...row }));
  const plain = { ageYears: null, counted: true, disability: null, illness: 'none', workCapacity: 'full' };
  const line = { memberKey: null, period: 'month', asOf: on, method: 'declared', trade: null, exemptOn: null };
  return calculationFactsSchema.parse({
    on,
    members: numbered('m', { ...plain, inEducation: null, works: 'no', failedActs: null }, members),
    asked: { ...everything(facts.lines !== undefined), ...facts.asked },
    lines: numbered('l', line, facts.lines),
    obligors: numbered('o', {}, facts.obligors),
    statuses: (facts.statuses ?? []).map((status) => ({ memberKey: null, ...status })),
    event: facts.event ?? null,
  });
}

/** The pack with the amounts of the case alone, so that no placeholder of the pack decides it. */
export function packOf(code: string, { standards, averages = {} }: GoldenCase): PolicyPack {
  const pack = packs.get(code);
  if (!pack) throw new Error(`No pack ${code}`);
  const since = { from: '2000-01-01', until: null };
  const rows = Object.entries(standards).map(([kind, amount]) => {
    const per = kind === 'disposable-income' ? ('year' as const) : ('month' as const);
    return { kind, fen: amount, per, ...since, citation: 'B47' };
  });
  const trades = Object.entries(averages).map(([trade, amount]) => {
    return { trade, fen: amount, ...since, citation: 'R65', mark: 'default' as const };
  });
  const income = { ...pack.rules.income, averages: trades };
  return new PolicyPack(pack.heads, { ...pack.rules, standards: rows, income });
}
