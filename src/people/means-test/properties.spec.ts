import fc from 'fast-check';
import { Policies, PolicyPack } from '../../reference/policies';
import { calculate } from './calculate';
import type { CalculationFacts, LineFacts, MemberFacts } from './calculation-facts';
import { canonicalText } from './canonical-text';
import { compileRules } from './compile-rules';
import { replay } from './replay';

const ON = '2026-05-15';
const CIRCLES = ['C1', 'C2', 'C3', 'C4', 'outside'];
const standards = [
  { kind: 'dibao', fen: 70000, per: 'month' as const, from: '2020-01-01', until: null, citation: 'B47' },
  { kind: 'disposable-income', fen: 2_500_000, per: 'year' as const, from: '2020-01-01', until: null, citation: 'B47' },
];
const packs = new Policies().all().map(({ heads, rules }) => new PolicyPack(heads, { ...rules, standards }));
const compiled = packs.map((pack) => compileRules(pack, ON));

const some = <T>(...values: T[]) => fc.constantFrom(...values);
const mostly = some(true, true, true, true, true, false);
const person = fc.record({
  ageYears: fc.option(fc.nat({ max: 110 })),
  counted: fc.boolean(),
  disability: fc.option(
    fc.record({ kind: some('physical', 'mental', 'visual'), grade: fc.integer({ min: 1, max: 4 }) }),
  ),
  illness: some('none' as const, 'serious' as const, null),
  workCapacity: some('full' as const, 'partial' as const, 'none' as const, null),
  inEducation: some(true, false, null),
  works: some('stable' as const, 'seasonal' as const, 'flexible' as const, 'no' as const, null),
  failedActs: fc.option(fc.nat({ max: 6 })),
});
const entry = fc.record({
  thing: some<readonly [LineFacts['kind'], string]>(
    ...['wage', 'business', 'property', 'transfer', 'other-income', 'scholarship'].map(
      (item) => ['income', item] as const,
    ),
    ...['living', 'medical', 'education'].map((item) => ['expenditure', item] as const),
    ...['deposit', 'vehicle', 'housing'].map((item) => ['asset', item] as const),
  ),
  owner: fc.nat({ max: 5 }),
  fen: fc.nat({ max: 2_000_000 }),
  period: some('month' as const, 'year' as const, 'once' as const),
  asOf: some('2026-05-15', '2025-05-16', '2025-05-15', '2024-01-01'),
  method: some('payslip' as const, 'declared' as const),
});
const household = fc
  .record({
    people: fc.array(person, { minLength: 1, maxLength: 6 }),
    entries: fc.array(entry, { maxLength: 8 }),
    asked: fc.record({ income: mostly, expenditure: mostly, asset: mostly, obligors: mostly }),
    statuses: fc.subarray(['dibao', 'tekun', 'dibao-marginal', 'rigid-expenditure']),
  })
  .map(({ people, entries, asked, statuses }): CalculationFacts => {
    const members: MemberFacts[] = people.map((one, index) => ({ key: `m${index + 1}`, ...one }));
    const lines: LineFacts[] = entries.map(({ thing: [kind, item], owner, ...rest }, index) => ({
      ...{ key: `l${index + 1}`, kind, item, memberKey: owner < people.length ? `m${owner + 1}` : null },
      ...{ trade: null, exemptOn: null },
      ...rest,
    }));
    const dated = statuses.map((status) => ({ status, memberKey: null, from: '2026-01-01', until: null }));
    return { on: ON, members, asked, lines, obligors: [], statuses: dated, event: null };
  });
const rules = fc.constantFrom(...compiled);

describe('properties of the means test', () => {
  it('does not depend on the order of people, lines or statuses', () => {
    const permuted = household.chain((facts) =>
      fc.record({
        facts: fc.constant(facts),
        members: fc.shuffledSubarray(facts.members, { minLength: facts.members.length }),
        lines: fc.shuffledSubarray(facts.lines, { minLength: facts.lines.length }),
        statuses: fc.shuffledSubarray(facts.statuses, { minLength: facts.statuses.length }),
      }),
    );
    fc.assert(
      fc.property(permuted, rules, ({ facts, ...other }, pack) => {
        expect(canonicalText(calculate({ ...facts, ...other }, pack))).toBe(canonicalText(calculate(facts, pack)));
      }),
    );
  });

  it('never moves a household inward for one fen more of income', () => {
    const richer = fc.tuple(household, fc.nat());
    fc.assert(
      fc.property(richer, rules, ([facts, place], pack) => {
        const income = facts.lines.filter(({ kind }) => kind === 'income');
        fc.pre(income.length > 0);
        const chosen = income[place % income.length]!;
        const lines = facts.lines.map((line) => (line === chosen ? { ...line, fen: line.fen + 1 } : line));
        const rank = (of: CalculationFacts) => CIRCLES.indexOf(calculate(of, pack).circle);
        expect(rank({ ...facts, lines })).toBeGreaterThanOrEqual(rank(facts));
      }),
      { numRuns: 500 },
    );
  });

  it('never comes to an income below nothing, and answers in every pack', () => {
    fc.assert(
      fc.property(household, rules, (facts, pack) => {
        const { incomeMonth, circle } = calculate(facts, pack);
        expect(incomeMonth?.startsWith('-') ?? false).toBe(false);
        expect(incomeMonth === null ? ['unknown', 'C1'] : CIRCLES).toContain(circle);
      }),
    );
  });

  it('comes to the same without noting its steps, and again from what was stored', () => {
    fc.assert(
      fc.property(household, rules, (facts, pack) => {
        const result = calculate(facts, pack);
        expect(calculate(facts, pack, { silent: true })).toEqual({ ...result, steps: [] });
        const stored = { facts: canonicalText(facts), result: canonicalText(result) };
        expect(replay(stored, pack).same).toBe(true);
      }),
    );
  });

  it('names one level of self-care for any number of acts, and one share for any month of a taper', () => {
    for (const { rules: of } of packs) {
      for (let acts = 0; acts <= 6; acts += 1)
        expect(of.selfCare.filter(({ fromActs, toActs }) => acts >= fromActs && acts <= toActs)).toHaveLength(1);
      const { months, schedule } = of.clocks.taper;
      for (let month = 1; month <= months; month += 1)
        expect(schedule.filter(({ fromMonth, toMonth }) => month >= fromMonth && month <= toMonth)).toHaveLength(1);
    }
  });
});
