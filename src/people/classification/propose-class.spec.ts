import fc from 'fast-check';
import { proposeClass } from './propose-class';
import type { ClassificationFacts, ClassificationRules, StatutoryStatus } from './propose-class';

const rules: ClassificationRules = {
  packVersion: 'base@2026.2',
  dibaoMonthFen: 70_000,
  disposableYearFen: 2_500_000,
  marginalFactor: 1.5,
  rigidShare: 0.5,
  eventWindowDays: 180,
};
const facts = (change: Partial<ClassificationFacts>): ClassificationFacts => ({
  on: '2026-11-24',
  members: 3,
  statuses: [],
  economy: null,
  event: null,
  ...change,
});
const economy = (incomeFen: number, rigidFen = 0, expenditureFen = rigidFen) => ({
  incomeFen,
  rigidFen,
  expenditureFen,
});
const status = (name: StatutoryStatus, until: string | null = null) => ({ status: name, from: '2026-01-01', until });
const propose = (change: Partial<ClassificationFacts>, other: Partial<ClassificationRules> = {}) => {
  const { proposedClass, secondary } = proposeClass(facts(change), { ...rules, ...other });
  return [proposedClass, secondary];
};

describe('class proposal (R11)', () => {
  it.each([
    ['tekun', 1],
    ['orphan', 1],
    ['unattended-child', 1],
    ['dibao', 2],
    ['dibao-marginal', 2],
    ['rigid-expenditure', 3],
  ] as const)('follows the statutory status %s to class %i', (name, expected) => {
    expect(propose({ statuses: [status(name)] })).toEqual([expected, []]);
  });

  it('leaves out a status that has ended or not begun', () => {
    expect(propose({ statuses: [status('dibao', '2026-11-23')] })).toEqual([null, []]);
    expect(propose({ statuses: [{ status: 'dibao', from: '2026-12-01', until: null }] })).toEqual([null, []]);
  });

  it('takes E2 (four people, 2980 yuan countable a month) as low income', () => {
    expect(propose({ members: 4, economy: economy(298_000 * 12) })).toEqual([2, []]);
  });

  it('does not count income exactly on the marginal line as low (B17: strictly less)', () => {
    expect(propose({ members: 4, economy: economy(420_000 * 12) })).toEqual([null, []]);
    expect(propose({ members: 4, economy: economy(420_000 * 12 - 1) })).toEqual([2, []]);
  });

  it('takes E5 (56.7 % rigid spending) as expenditure-poor, but not at exactly one half', () => {
    expect(propose({ economy: economy(6_000_000, 3_400_000) })).toEqual([3, []]);
    expect(propose({ economy: economy(6_000_000, 3_000_000) })).toEqual([null, []]);
    expect(propose({ economy: economy(7_500_000, 5_000_000) })).toEqual([null, []]);
  });

  it('takes spending above a good income as expenditure-poor when most of it is rigid', () => {
    expect(propose({ economy: economy(12_000_000, 9_000_000, 13_000_000) })).toEqual([3, []]);
    expect(propose({ economy: economy(12_000_000, 1_000_000, 13_000_000) })).toEqual([null, []]);
  });

  it('takes a fresh event as class 4, an old or future one as nothing', () => {
    const event = (date: string) => ({ event: { kind: 'fire', date } });
    expect(propose(event('2026-11-20'))).toEqual([4, []]);
    expect(propose(event('2026-05-28'))).toEqual([4, []]);
    expect(propose(event('2026-05-27'))).toEqual([null, []]);
    expect(propose(event('2026-11-25'))).toEqual([null, []]);
  });

  it('keeps one primary class and lists the others', () => {
    const event = { kind: 'accident', date: '2026-11-01' };
    expect(propose({ statuses: [status('dibao')], economy: economy(1_000_000, 900_000), event })).toEqual([2, [3, 4]]);
    expect(propose({ statuses: [status('tekun')], economy: economy(0), event })).toEqual([1, [4]]);
  });

  it('says what is not known instead of guessing', () => {
    const results = (change: Partial<ClassificationFacts>, other: Partial<ClassificationRules> = {}) =>
      proposeClass(facts(change), { ...rules, ...other }).steps.map((step) => step.result);
    expect(results({})).toEqual(['unknown', 'unknown', 'unknown', 'no']);
    expect(results({ members: 0, economy: economy(0) })).toEqual(['unknown', 'unknown', 'no', 'no']);
    expect(results({ economy: economy(1) }, { dibaoMonthFen: null })[0]).toBe('unknown');
  });

  it('names the pack and the inputs of every step', () => {
    const proposal = proposeClass(facts({ economy: economy(100) }), rules);
    expect(proposal.packVersion).toBe('base@2026.2');
    expect(proposal.steps[0]).toEqual({
      rule: 'low-income',
      inputs: { incomeFen: 100, members: 3, dibaoMonthFen: 70_000, marginalFactor: 1.5, lineFen: 3_780_000 },
      result: 2,
    });
  });

  it('never names the primary class again as secondary, and the primary is the lowest number', () => {
    const amounts = fc.integer({ min: 0, max: 20_000_000 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), amounts, amounts, amounts, (members, income, rigid, other) => {
        const { proposedClass, secondary } = proposeClass(
          facts({ members, economy: economy(income, rigid, rigid + other) }),
          rules,
        );
        for (const one of secondary) expect(one).toBeGreaterThan(proposedClass ?? 9);
      }),
    );
  });
});
