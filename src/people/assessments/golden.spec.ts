import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { locales, Texts } from '../../platform/i18n';
import { readDataFile } from '../../reference/data-files';
import { Taxonomy } from '../../reference/taxonomy';
import { computedValue } from './instrument';
import type { Instrument } from './instrument';
import { Instruments } from './instruments';
import { score } from './score';
import type { Answers, ScoreResult } from './score-result';

const FOLDER = join(__dirname, 'golden');
const answers = z.record(z.string(), z.int().nullable());
const plain = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const words = z.array(z.string());
const goldenCase = z.strictObject({
  name: z.string().min(1),
  base: z.enum(['least', 'most', 'none']).default('least'),
  /** What is answered otherwise than in the base. */
  but: answers.default({}),
  age: z.int().optional(),
  rigidShare: z.strictObject({ percent: z.number(), localPercent: z.number().nullable() }).optional(),
  raw: z.int().nullable().optional(),
  max: z.int().nullable().optional(),
  severity: z.int().nullable().optional(),
  complete: z.boolean().optional(),
  prorated: z.boolean().optional(),
  notApplicable: z.boolean().optional(),
  missing: words.optional(),
  skipped: words.optional(),
  /** All codes, in the order of the scale. */
  flags: words.optional(),
  /** What follows from the first flag. */
  effects: plain.optional(),
  /** All needs with their severity, in any order: `LI-01 2`, `LI-01 2 every 1`. */
  needs: words.optional(),
  /** Some of the needs. */
  opens: words.optional(),
  triage: plain.optional(),
  /** Count and level: `2 partly-lost`. */
  sixActs: z.string().optional(),
  /** All rules, in order. */
  steps: words.optional(),
  /** The code of the refusal; nothing else is expected then. */
  refused: z.string().optional(),
});
type GoldenCase = z.infer<typeof goldenCase>;
const goldenFile = z.strictObject({
  instrument: z.string(),
  /** Every question answered with the least need, and with the most. */
  least: answers,
  most: answers,
  cases: z.array(goldenCase),
  /** What a measure of the file comes to. */
  bands: z.array(z.strictObject({ item: z.string(), measured: z.number(), value: z.int() })).default([]),
});

const instruments = new Instruments(new Taxonomy());
const files = readdirSync(FOLDER).sort();
const golden = files.map((name) => readDataFile(join(FOLDER, name), goldenFile));

/** Spread over the expected keys: a result in the words of the cases. */
function told(result: ScoreResult) {
  const { raw, max, severity, complete, prorated, missing } = result;
  return {
    ...{ raw, max, severity, complete, prorated, missing },
    notApplicable: result.notApplicable ?? false,
    skipped: result.skipped ?? [],
    flags: result.flags.map(({ code }) => code),
    needs: result.needs.map(
      (need) => `${need.code} ${need.severity}${need.everyDays ? ` every ${need.everyDays}` : ''}`,
    ),
    steps: result.steps.map(({ rule }) => rule),
    sixActs: result.sixActs && `${result.sixActs.failed} ${result.sixActs.level}`,
  };
}

function check(instrument: Instrument, given: Answers, one: GoldenCase): void {
  const { name, base: _base, but: _but, age, rigidShare, refused, effects, triage, needs, opens, ...rest } = one;
  const act = () => score(instrument, given, { ageYears: age ?? null, ...(rigidShare ? { rigidShare } : {}) });
  if (refused) {
    expect(act).toThrow(
      expect.objectContaining({ details: { fields: [expect.objectContaining({ code: refused })] } }) as Error,
    );
    return;
  }
  const result = act();
  const seen = told(result);
  expect({ name, ...seen }).toMatchObject({ name, ...rest });
  if (needs) expect([...seen.needs].sort()).toEqual([...needs].sort());
  if (opens) expect(seen.needs).toEqual(expect.arrayContaining(opens));
  if (effects) expect(result.flags[0]).toMatchObject(effects);
  if (triage) expect(result.triage).toMatchObject(triage);
}

describe('golden cases of the scales, written from domain D', () => {
  it('are there for every scale, twenty at least, and four hundred together', () => {
    expect(golden.map(({ instrument }) => instrument)).toEqual(instruments.all().map(({ code }) => code));
    expect(files).toEqual(golden.map(({ instrument }) => `${instrument.toLowerCase()}.yaml`));
    const counts = golden.map(({ cases }) => cases.length);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(20);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(400);
  });

  it('have names of their own and expect something', () => {
    for (const { instrument, cases } of golden) {
      const names = cases.map(({ name }) => name);
      expect([instrument, names.filter((name, at) => names.indexOf(name) !== at)]).toEqual([instrument, []]);
      const inputs = ['name', 'base', 'but', 'age', 'rigidShare'];
      const empty = cases.filter((one) => Object.keys(one).every((key) => inputs.includes(key)));
      expect([instrument, empty.map(({ name }) => name)]).toEqual([instrument, []]);
    }
  });

  it('answer every question in both bases, raise every flag and open every need', () => {
    for (const { instrument: code, least, most, cases } of golden) {
      const { items, flags, needs, scoring } = instruments.byCode(code);
      const ids = items.map(({ id }) => id).sort();
      expect([code, Object.keys(least).sort(), Object.keys(most).sort()]).toEqual([code, ids, ids]);
      const raised = cases.flatMap((one) => (one.flags?.length === 1 ? one.flags : []));
      expect([code, flags.map((flag) => flag.code).filter((flag) => !raised.includes(flag))]).toEqual([code, []]);
      const opened = cases
        .flatMap((one) => [...(one.needs ?? []), ...(one.opens ?? [])])
        .map((need) => need.slice(0, 5));
      expect([code, needs.map((need) => need.code).filter((need) => !opened.includes(need))]).toEqual([code, []]);
      if (scoring.kind !== 'sum') continue;
      // Below, on and above each cut.
      const wanted = scoring.cuts.flatMap((cut) => [cut - 1, cut, cut + 1]).filter((raw) => raw >= 0);
      const plainRaws = cases.filter(({ prorated }) => !prorated).map(({ raw }) => raw);
      expect([code, wanted.filter((raw) => !plainRaws.includes(raw))]).toEqual([code, []]);
    }
  });

  describe.each(golden.map((file) => [file.instrument, file] as const))('%s', (code, file) => {
    const { least, most, cases } = file;
    const bases = { least, most, none: {} };
    it.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
      check(instruments.byCode(code), { ...bases[one.base], ...one.but }, one);
    });
  });

  const bands = golden.flatMap(({ instrument, bands: rows }) => rows.map((row) => ({ instrument, ...row })));
  it.each(bands)('$instrument: $measured of $item is $value', ({ instrument, item, measured, value }) => {
    const of = instruments.byCode(instrument).items.find(({ id }) => id === item);
    expect(of && computedValue(of, measured)).toBe(value);
  });

  it.each(locales)('use rules and flags that have words in %s', (locale) => {
    const rules = golden.flatMap(({ cases }) => cases.flatMap(({ steps = [] }) => steps));
    const flags = instruments.all().flatMap((one) => one.flags.map(({ code }) => code));
    const keys = [...rules.map((rule) => `scoring-step.${rule}`), ...flags.map((flag) => `flag.${flag}`)];
    const texts = new Texts();
    expect(new Set(keys.map((key) => texts.t(locale, `people-checks.${key}`)))).toHaveProperty(
      'size',
      new Set(keys).size,
    );
  });
});
