import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { calculate, type CalculationFacts, calculationFactsSchema, compileRules } from '../../../src/people/means-test';
import { Policies, PolicyPack } from '../../../src/reference/policies';
import { data } from '../exchange/import-program';

const ON = '2026-05-15';
const ASKED = { income: true, expenditure: true, asset: true, obligors: true };
const CIRCLES = ['C1', 'C2', 'C3', 'C4', 'outside'];
/** So many fen stand for one euro: the middle of the survey comes near the low-income line, so that all circles are met. */
const FEN_A_EURO = 90;
const PERSONAL = {
  ...{ py010n: 'wage', py050n: 'business', py090n: 'transfer', py100n: 'transfer', py110n: 'transfer' },
  ...{ py120n: 'transfer', py130n: 'transfer', py140n: 'scholarship' },
};
const COMMON = {
  ...{ hy040n: 'property', hy050n: 'transfer', hy070n: 'government-assistance', hy080n: 'transfer' },
  ...{ hy090n: 'property', hy110n: 'other-income' },
};
type Row = Record<string, string>;

function householdsOfSurvey(): Row[][] {
  const file = gunzipSync(readFileSync(join(data, 'eu-silc-synthetic/eusilc_persons.csv.gz')));
  const rows = parse<Row>(file, { columns: true });
  const households = new Map<string, Row[]>();
  for (const row of rows) households.set(row.db030!, [...(households.get(row.db030!) ?? []), row]);
  return [...households.values()];
}

/** A survey household as the means test knows one; a loss is no income, taxes are no item, no age is below 0. */
function factsOf(people: Row[], scale = 1): CalculationFacts {
  const members = people.map(({ age, pl030 }, index) => ({
    ...{ key: `m${index + 1}`, ageYears: Math.max(0, Number(age)), counted: true, disability: null, illness: 'none' },
    workCapacity: pl030 === '6' ? 'none' : 'full',
    inEducation: pl030 === '4',
    works: pl030 === '1' ? 'stable' : pl030 === '2' ? 'flexible' : 'no',
    failedActs: null,
  }));
  const parts = people
    .flatMap((row, index) => itemsOf(row, PERSONAL, `m${index + 1}`))
    .concat(itemsOf(people[0]!, COMMON, null));
  const lines = parts.map(({ euro, ...part }, index) => ({
    ...{
      key: `l${index + 1}`,
      kind: 'income',
      period: 'year',
      asOf: ON,
      method: 'declared',
      trade: null,
      exemptOn: null,
    },
    ...part,
    fen: Math.round(euro * FEN_A_EURO * scale),
  }));
  const nothingElse = { obligors: [], statuses: [], event: null };
  return calculationFactsSchema.parse({ on: ON, members, asked: ASKED, lines, ...nothingElse });
}

const itemsOf = (row: Row, items: Record<string, string>, memberKey: string | null) =>
  Object.entries(items)
    .map(([column, item]) => ({ item, memberKey, euro: Number(row[column]) }))
    .filter(({ euro }) => euro > 0);

describe('the means test on 5,000 households of a survey', () => {
  const survey = householdsOfSurvey();
  const packs = new Policies().all();

  it('reads the whole survey', () => {
    expect([survey.length, survey.flat().length]).toEqual([5000, 12395]);
    expect(packs.length).toBeGreaterThanOrEqual(9);
  });

  it.each(packs.map((pack) => [pack.heads.at(-1)!.code, pack] as const))(
    'classifies all under %s',
    (_code, { heads, rules }) => {
      const own =
        rules.standards.length > 0 ? rules.standards : packs.find(({ name }) => name?.en === 'Pidu')!.rules.standards;
      const compiled = compileRules(new PolicyPack(heads, { ...rules, standards: own }), ON);
      const met = new Map<string, number>();
      for (const people of survey) {
        const result = calculate(factsOf(people), compiled);
        met.set(result.circle, (met.get(result.circle) ?? 0) + 1);
        expect(result.clarify).toEqual([]);
        // The same comparison in floating point, where the two are far enough from a bound to agree.
        const [n, d] = result.ratio!.split('/').map(Number) as [number, number];
        const ratio = n / d;
        const bounds = [1 / 1.5, 1, 1.5, 2];
        if (bounds.every((bound) => Math.abs(ratio - bound) > 1e-9))
          expect(result.circle).toBe(CIRCLES[bounds.filter((bound) => ratio > bound).length]);
        for (const { monthFen } of result.benefits) expect(monthFen).toBeGreaterThan(0);
        expect(result.benefits.some(({ kind }) => kind === 'dibao')).toBe(result.screens.dibao === 'in');
      }
      expect([...met.keys()].sort()).toEqual([...CIRCLES].sort());
    },
  );

  it('moves nobody inward whose income is doubled', () => {
    const { heads, rules } = packs.find(({ name }) => name?.en === 'Beilin')!;
    const compiled = compileRules(new PolicyPack(heads, rules), ON);
    const rank = (facts: CalculationFacts) => CIRCLES.indexOf(calculate(facts, compiled, { silent: true }).circle);
    const inward = survey.filter((people) => rank(factsOf(people, 2)) < rank(factsOf(people)));
    expect(inward).toEqual([]);
  });
});
