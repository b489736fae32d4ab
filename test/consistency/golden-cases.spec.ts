import { readdirSync } from 'node:fs';
import { calculate, compileRules } from '../../src/people/means-test';
import type { CalculationResult } from '../../src/people/means-test/calculation-result';
import { casesOf, factsOf, FOLDER, type GoldenCase, packOf, PACKS } from './golden-case';

const among = (rows: readonly object[]) => expect.arrayContaining(rows.map((row) => expect.objectContaining(row)));

function check(result: CalculationResult, { expect: expected, without = [] }: GoldenCase): void {
  const { types, benefits, selfCare, clarify, ...plain } = expected;
  expect(result).toMatchObject(plain);
  if (types) expect(result.types).toEqual(among(types));
  expect(result.types.filter(({ type }) => without.includes(type))).toEqual([]);
  for (const [name, rows] of Object.entries({ benefits, selfCare, clarify })) {
    if (!rows) continue;
    const found = result[name as 'benefits' | 'selfCare' | 'clarify'];
    expect(found).toEqual(among(rows));
    expect(found).toHaveLength(rows.length);
  }
}

describe('golden cases, written from the rules', () => {
  it('are there for every pack, twelve at least, and one hundred and fifty together', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(PACKS.map((pack) => `${pack}.yaml`).sort());
    const counts = PACKS.map((pack) => casesOf(pack).length);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(12);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(150);
  });

  it('have names of their own', () => {
    const names = PACKS.flatMap((pack) => casesOf(pack).map(({ name }) => `${pack}: ${name}`));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  describe.each(PACKS)('%s', (pack) => {
    it.each(casesOf(pack).map((one) => [`${one.name} (${one.rule})`, one] as const))('%s', (_name, one) => {
      check(calculate(factsOf(one), compileRules(packOf(pack, one), one.on)), one);
    });
  });
});
