import { Policies, PolicyPack } from '../../reference/policies';
import { calculate } from './calculate';
import type { CalculationFacts, LineFacts, MemberFacts } from './calculation-facts';
import { compileRules } from './compile-rules';

const packs = new Policies().all();
const ON = '2026-05-15';

function rulesOf(code: string, dibao: number | null, on = ON) {
  const { heads, rules } = packs.find(({ heads: own }) => own.at(-1)?.code === code)!;
  const row = (kind: string, fen: number, per: 'month' | 'year') => ({
    ...{ kind, fen, per, from: '2020-01-01', until: null, citation: 'B47' },
  });
  const standards = dibao === null ? [] : [row('dibao', dibao, 'month'), row('disposable-income', 2_500_000, 'year')];
  return compileRules(new PolicyPack(heads, { ...rules, standards }), on);
}

const member = (key: string, change: Partial<MemberFacts> = {}): MemberFacts => ({
  ...{ key, ageYears: 40, counted: true, disability: null, illness: 'none', workCapacity: 'full' },
  ...{ inEducation: null, works: 'no', failedActs: null },
  ...change,
});
const line = (key: string, item: string, fen: number, change: Partial<LineFacts> = {}): LineFacts => ({
  ...{ key, kind: 'income', item, fen, memberKey: 'm1', period: 'month', asOf: ON, method: 'declared' },
  ...{ trade: null, exemptOn: null },
  ...change,
});
const facts = (
  members: MemberFacts[],
  lines: LineFacts[] = [],
  change: Partial<CalculationFacts> = {},
): CalculationFacts => ({
  ...{ on: ON, members, declared: true, lines, obligors: [], statuses: [], event: null },
  ...change,
});

describe('calculate', () => {
  it('pays the gap of the exact total, rounded last (E1, B13)', () => {
    const three = [member('m1'), member('m2'), member('m3')];
    const paid = (fen: number) =>
      calculate(facts(three, [line('l1', 'other-income', fen)]), rulesOf('base', 70000)).benefits;
    expect(paid(190000)).toEqual([{ kind: 'dibao', row: null, memberKey: null, monthFen: 20000, from: '2026-06-01' }]);
    expect(paid(189999)).toMatchObject([{ monthFen: 20100 }]);
    expect(paid(210000)).toEqual([]);
  });

  it('comes to C2 at 0.710, and without the rules to exactly 1.0, which is C2 too (E2)', () => {
    const people = [
      member('m1', { works: 'stable' }),
      member('m2', { illness: 'serious' }),
      member('m3', { ageYears: 70 }),
      member('m4', { ageYears: 10 }),
    ];
    const obligors = [
      {
        key: 'o1',
        able: true,
        incomeYearFen: null,
        members: 3,
        supports: 1,
        agreedMonthFen: 40000,
        paidMonthFen: null,
      },
    ];
    const lines = [
      line('l1', 'wage', 360000),
      line('l2', 'basic-pension', 20000, { memberKey: 'm3' }),
      line('l3', 'medical', 30000, { kind: 'expenditure', memberKey: 'm2' }),
    ];
    const result = calculate(facts(people, lines, { obligors }), rulesOf('base', 70000));
    expect(result).toMatchObject({ incomeMonth: '298000/1', perHeadMonth: '74500/1', ratio: '149/210', circle: 'C2' });
    const bound = calculate(facts(people, [line('l1', 'other-income', 420000)]), rulesOf('base', 70000));
    expect(bound).toMatchObject({ ratio: '1/1', circle: 'C2', screens: { 'dibao-marginal': 'out' } });
    const over = calculate(facts(people, [line('l1', 'other-income', 420001)]), rulesOf('base', 70000));
    expect(over.circle).toBe('C3');
  });

  it('pays the allowance of the oldest by the month (E4, R32)', () => {
    const old = facts([member('m1', { ageYears: 72 }), member('m2')], [line('l1', 'other-income', 200000)]);
    const { circle, benefits } = calculate(old, rulesOf('beilin', 74000));
    expect(circle).toBe('C2');
    expect(benefits).toMatchObject([{ kind: 'allowance', memberKey: 'm1', monthFen: 14800, from: '2026-06-01' }]);
    expect(benefits[0]!.monthFen * 7).toBe(103600);
  });

  it('screens rigid spending above half of the income (E5, B18)', () => {
    const people = [member('m1'), member('m2'), member('m3')];
    const spending = (education: number) => [
      line('l1', 'other-income', 6_000_000, { period: 'year' }),
      line('l2', 'medical', 2_800_000, { kind: 'expenditure', period: 'year' }),
      line('l3', 'education', education, { kind: 'expenditure', period: 'year' }),
    ];
    const screen = (education: number) => calculate(facts(people, spending(education)), rulesOf('base', 70000));
    expect(screen(600_000)).toMatchObject({ screens: { 'rigid-expenditure': 'in' }, class: 3 });
    expect(screen(200_000).screens['rigid-expenditure']).toBe('out');
    expect(screen(200_001).screens['rigid-expenditure']).toBe('in');
  });

  it('tells how far somebody looks after themselves (E7, B23)', () => {
    const people = [0, 1, 3, 4, 6].map((failedActs, index) => member(`m${index + 1}`, { failedActs }));
    const levels = calculate(facts(people), rulesOf('base', 70000)).selfCare.map(({ level }) => level);
    expect(new Set(levels.slice(1, 3)).size).toBe(1);
    expect(new Set(levels.slice(3)).size).toBe(1);
    expect(new Set(levels).size).toBe(3);
  });

  it('says unknown where it knows too little, and never throws', () => {
    const nobody = calculate(facts([member('m1', { counted: false })]), rulesOf('base', 70000));
    expect(nobody).toMatchObject({ members: 0, incomeMonth: null, circle: 'unknown', class: null, benefits: [] });
    const noStandard = calculate(facts([member('m1')], [line('l1', 'wage', 1)]), rulesOf('base', null));
    expect(noStandard).toMatchObject({
      incomeMonth: '1/1',
      ratio: null,
      circle: 'unknown',
      screens: { dibao: 'unknown' },
    });
    const unasked = calculate(facts([member('m1')], [], { declared: false }), rulesOf('base', 70000));
    expect(unasked).toMatchObject({ incomeMonth: null, panels: { income: 'unknown', property: 'unknown' } });
  });

  it('puts a status in force before the ratio (R27)', () => {
    const statuses = [{ status: 'dibao', from: '2026-01-01', until: '2026-05-15' }];
    const rich = facts([member('m1')], [line('l1', 'other-income', 900_000)], { statuses });
    expect(calculate(rich, rulesOf('base', 70000))).toMatchObject({ circle: 'C1', circleGround: 'status', class: 2 });
    expect(calculate({ ...rich, on: '2026-05-16' }, rulesOf('base', 70000, '2026-05-16')).circle).toBe('outside');
  });
});
