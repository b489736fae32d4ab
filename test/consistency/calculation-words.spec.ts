import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fenOf, ratioText } from '../../src/console/people/calculation-sentences';
import { termsOf } from '../../src/console/people/calculation-terms';
import { calculationModel, type ShownCalculation } from '../../src/console/people/calculation-words';
import { canonicalText, calculate, type CalculationResult, compileRules } from '../../src/people/means-test';
import { formatMoney, type Locale, locales, Texts } from '../../src/platform/i18n';
import { loadPacks } from '../../src/reference/policies/load-packs';
import { casesOf, factsOf, type GoldenCase, packOf, PACKS } from './golden-case';
import { filesBelow, ROOT } from './source-tree';

const texts = new Texts();
const packs = loadPacks(join(ROOT, 'src/reference/policies/packs'));
const cases = PACKS.flatMap((code) => casesOf(code).map((one) => [code, one] as const));
const resultOf = (code: string, one: GoldenCase): CalculationResult =>
  calculate(factsOf(one), compileRules(packOf(code, one), one.on));

/** As it is read back: stored, its keys lie in the order of their letters. */
const stored = (result: CalculationResult) => JSON.parse(canonicalText(result)) as CalculationResult;
const shown = (result: CalculationResult, less: Partial<ShownCalculation> = {}): ShownCalculation => ({
  ...{ ...stored(result), lineSteps: [], personalSteps: [], personalScreens: {}, withheld: [] },
  ...less,
});
const model = (result: ShownCalculation, code: string, locale: Locale, people?: ReadonlyMap<string, string>) =>
  calculationModel(
    result,
    termsOf(
      packs.get(code)!,
      locale,
      { say: (key, params) => texts.t(locale, key, params), money: (fen) => formatMoney(locale, fen) },
      people,
    ),
  );

const sources = filesBelow('src/people/means-test')
  .filter((file) => !file.endsWith('.spec.ts'))
  .map((file) => readFileSync(join(ROOT, file), 'utf8'))
  .join('\n');
const named = (pattern: RegExp) => [...new Set([...sources.matchAll(pattern)].map(([, code]) => code!))];

describe('a calculation in words', () => {
  it.each(locales)('says every step of every golden case in %s, without a code in it', (locale) => {
    expect(cases.length).toBeGreaterThanOrEqual(150);
    for (const [code, one] of cases) {
      const result = resultOf(code, one);
      const { steps, ask, panels, screens } = model(shown(result), code, locale);
      expect(steps).toHaveLength(result.steps.length);
      expect(ask).toHaveLength(result.clarify.length);
      expect([panels?.length, screens?.length]).toEqual([4, 5]);
      for (const { sentence } of steps) expect(sentence).not.toMatch(/\b[mlo]\d+\b|\d\/\d|undefined|null|\{/);
      // Trades have no name of their own.
      const rows = result.steps.filter(({ rule }) => rule !== 'trade-average').map(({ row }) => row ?? '-');
      if (locale === 'zh-CN')
        expect(steps.filter(({ sentence }, place) => sentence.includes(rows[place]!))).toEqual([]);
    }
  });

  it('has words for every rule and every question that the engine names', () => {
    const rules = named(/trace\.note\(\s*'([a-z-]+)'/g);
    const questions = named(/clarify\.push\(\{ code: '([a-z-]+)'/g);
    expect([rules.length, questions.length]).toEqual([expect.any(Number), expect.any(Number)]);
    expect(Math.min(rules.length, questions.length)).toBeGreaterThan(9);
    const keys = [...rules.map((rule) => `rule.${rule}`), ...questions.map((code) => `ask.${code}`)];
    const parts = ['income', 'expenditure', 'obligors'].map((part) => `ask.${part}-not-asked`);
    expect([...keys, ...parts].filter((key) => !texts.has(`calculations.${key}`))).toEqual([]);
  });

  it('knows where each row of a step stands, and whether somebody has read it', () => {
    const result = resultOf(...cases.find(([code]) => code === 'base')!);
    const stepSources = model(shown(result), 'base', 'en').steps.flatMap((step) => step.sources);
    expect(stepSources).toContainEqual(expect.objectContaining({ code: 'B7', state: 'verified' }));
    expect(stepSources.every(({ words }) => words.length > 0)).toBe(true);
    const all = cases.flatMap(([pack, one]) => model(shown(resultOf(pack, one)), pack, 'en').steps);
    const unlisted = all.flatMap((step) => step.sources).filter(({ state }) => state === 'unlisted');
    expect([...new Set(unlisted.map(({ code }) => code))]).toEqual([]);
  });

  it('names people where the reader may see them, rows by the pack, and tells in and out apart without colour', () => {
    const [code, one] = cases.find(([, { name }]) => name.startsWith('740.01 a head'))!;
    const result = resultOf(code, {
      ...one,
      facts: { ...one.facts, members: [{ ageYears: 72 }, { ageYears: 40 }], lines: [] },
    });
    const named = model(shown(result), code, 'zh-CN', new Map([['m1', '李秀英']]));
    expect(named.types).toContain('困难老年人（李秀英）');
    expect(named.panels!.map(({ sign }) => sign)).toEqual(['✓', '✓', '✓', '✗']);
    expect(model(shown(result), code, 'en').types).toContain('Older person (member 1)');
    expect(named.screens![0]).toMatchObject({ name: '最低生活保障', words: '符合', state: 'in' });
    expect(named.amounts).toContainEqual(
      expect.objectContaining({ kind: '低保金', row: '', who: '全家', from: '2026-06-01', monthFen: 148000 }),
    );
  });

  it('shows nothing of what is withheld, and says so (C3)', () => {
    const result = resultOf(...cases.find(([code]) => code === 'base')!);
    const less = {
      selfCare: null,
      incomeMonth: null,
      perHeadMonth: null,
      ratio: null,
      panels: null,
      screens: null,
      personalScreens: null,
      steps: [],
    };
    const kept = { benefits: [], clarify: [], types: null, withheld: ['economy', 'health'] };
    const page = model(shown(result, { ...less, ...kept }), 'base', 'en');
    expect(page).toMatchObject({
      panels: null,
      screens: null,
      types: 'Not shown to your role',
      steps: [],
      amounts: [],
    });
    expect([page.income, page.perHead, page.ratio]).toEqual(Array(3).fill('Not shown to your role'));
    const none = model(shown(result, { types: [], selfCare: [], withheld: ['health'] }), 'base', 'en');
    expect([none.types, none.selfCare]).toEqual([
      texts.t('en', 'calculations.none'),
      texts.t('en', 'calculations.none'),
    ]);
    const row = { kind: 'allowance', row: null, memberKey: null, monthFen: 14800, from: '2026-06-01' };
    const [amount] = model(shown(result, { benefits: [row] }), 'base', 'en').amounts;
    expect(amount).toMatchObject({ row: 'Not shown to your role', who: 'Not shown to your role' });
  });

  it('leads from a step to the line of the declaration that it is about', () => {
    const [code, one] = cases.find(([, { facts }]) => (facts.lines?.length ?? 0) > 1)!;
    const result = resultOf(code, one);
    const terms = termsOf(
      packs.get(code)!,
      'en',
      { say: (key, params) => texts.t('en', key, params), money: (fen) => formatMoney('en', fen) },
      new Map(),
      new Map([['l1', '/economy#line-1']]),
    );
    const { steps } = calculationModel(shown(result), terms);
    const told = result.steps.flatMap(({ inputs }, place) =>
      Object.values(inputs).includes('l1') ? steps[place]!.links : [],
    );
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told.map(({ href }) => href))).toEqual(new Set(['/economy#line-1']));
    expect(steps.flatMap(({ links }) => links)).toHaveLength(told.length);
  });

  it('cuts fractions for show, towards zero', () => {
    expect([fenOf('200/3'), fenOf('-200/3'), fenOf('298000/1')]).toEqual([66, -66, 298000]);
    expect([ratioText('149/210'), ratioText('1/1'), ratioText('2/3')]).toEqual(['0.709', '1.000', '0.666']);
  });
});
