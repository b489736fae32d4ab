import { Policies, PolicyPack } from '../../reference/policies';
import { calculate } from './calculate';
import type { CalculationFacts, LineFacts, MemberFacts } from './calculation-facts';
import { compileRules } from './compile-rules';

const packs = new Policies().all();
const ON = '2026-05-15';
const ALL = { income: true, expenditure: true, asset: true, obligors: true };

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
  ...{ on: ON, members, asked: ALL, lines, obligors: [], statuses: [], event: null },
  ...change,
});

const inside = { members: 'in', income: 'in', property: 'in', expenditure: 'out' };

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
    const unasked = calculate(facts([member('m1')], [], { asked: { ...ALL, income: false } }), rulesOf('base', 70000));
    expect(unasked).toMatchObject({ incomeMonth: null, panels: { income: 'unknown', property: 'in' } });
  });

  it('does not know what was not asked, and knows the rest', () => {
    const poor = [line('l1', 'wage', 1000)];
    const without = (part: keyof typeof ALL, people = [member('m1')]) =>
      calculate(facts(people, poor, { asked: { ...ALL, [part]: false } }), rulesOf('base', 70000));
    expect(without('asset').panels).toEqual({ ...inside, property: 'unknown' });
    expect(without('expenditure').panels).toEqual({ ...inside, expenditure: 'unknown' });
    // Whether somebody owes support is a question beside the sum, but nobody is called alone before it is answered (B21).
    const owing = without('obligors', [member('m1', { ageYears: 70 })]);
    expect(owing).toMatchObject({ incomeMonth: '1000/1', clarify: [{ code: 'obligors-not-asked', key: null }] });
    expect(owing.screens).toMatchObject({ tekun: 'unknown', dibao: 'in' });
    const ill = without('expenditure', [member('m1', { illness: 'serious' })]);
    expect(ill).toMatchObject({ incomeMonth: null, clarify: [{ code: 'expenditure-not-asked', key: null }] });
  });

  it('names whose status it is, and pays one person a share of the gap (B6, B21)', () => {
    const two = [member('m1'), member('m2', { counted: false }), member('m3', { ageYears: 70 })];
    const own = (status: string, memberKey: string) => [{ status, memberKey, from: '2026-01-01', until: null }];
    const of = (status: string, memberKey: string) =>
      calculate(
        facts(two, [line('l1', 'wage', 100000)], { statuses: own(status, memberKey), asked: { ...ALL, asset: false } }),
        rulesOf('henan', 70000),
      );
    expect(of('tekun', 'm3')).toMatchObject({ circle: 'C1', class: 1, benefits: [] });
    expect(of('tekun', 'm3').types).toContainEqual({ type: 'special-difficulty', memberKey: 'm3' });
    expect(of('tekun', 'm2')).toMatchObject({ circleGround: 'income', class: null, types: [{ type: 'elder' }] });
    expect(of('dibao', 'm3').benefits).toMatchObject([
      { kind: 'dibao', memberKey: 'm3', monthFen: 20000 },
      { kind: 'extra', memberKey: 'm3' },
    ]);
  });

  it('gives a row for whoever brings up a child alone only where that was asked', () => {
    const { heads, rules } = packs.find(({ heads: own }) => own.at(-1)?.code === 'beilin')!;
    const lone = {
      code: 'lone',
      zh: '单亲',
      en: 'Alone',
      who: { singleParent: true },
      amount: 'standard(dibao) * 50%',
    };
    const row = { ...lone, from: '2026-01-01', until: null, citation: 'R32', mark: 'default' as const };
    const standards = [
      { kind: 'dibao', fen: 74000, per: 'month' as const, from: '2020-01-01', until: null, citation: 'B47' },
    ];
    const pack = new PolicyPack(heads, { ...rules, standards, allowances: { ...rules.allowances!, table: [row] } });
    const paid = (change: Partial<MemberFacts>) => {
      const people = [member('m1', change), member('m2', { ageYears: 8 })];
      const all = facts(people, [line('l1', 'other-income', 200000)]);
      return calculate(all, compileRules(pack, ON)).benefits.map(({ row: code, memberKey }) => [code, memberKey]);
    };
    expect(paid({ singleParent: true })).toEqual([['lone', 'm1']]);
    expect([paid({}), paid({ singleParent: false })]).toEqual([[], []]);
  });

  it('puts a status in force before the ratio (R27)', () => {
    const statuses = [{ status: 'dibao', memberKey: null, from: '2026-01-01', until: '2026-05-15' }];
    const rich = facts([member('m1')], [line('l1', 'other-income', 900_000)], { statuses });
    expect(calculate(rich, rulesOf('base', 70000))).toMatchObject({ circle: 'C1', circleGround: 'status', class: 2 });
    expect(calculate({ ...rich, on: '2026-05-16' }, rulesOf('base', 70000, '2026-05-16')).circle).toBe('outside');
  });

  it('counts two incomes of one item, and one job told twice once, with a question (R65)', () => {
    const gifts = [line('l1', 'transfer', 80000, { method: 'checked' }), line('l2', 'transfer', 150000)];
    expect(calculate(facts([member('m1')], gifts), rulesOf('base', 70000)).incomeMonth).toBe('230000/1');
    const job = [line('l1', 'wage', 300000, { method: 'payslip' }), line('l2', 'wage', 200000)];
    const told = calculate(facts([member('m1')], job), rulesOf('base', 70000));
    expect(told).toMatchObject({ incomeMonth: '300000/1', clarify: [{ code: 'told-twice', key: 'l2' }] });
    const once = { method: 'payslip', period: 'once', asOf: '2024-01-01' } as const;
    const old = [line('l1', 'wage', 900000, once), line('l2', 'wage', 500000)];
    expect(calculate(facts([member('m1')], old), rulesOf('base', 70000)).incomeMonth).toBe('500000/1');
  });

  it('leaves out what belongs to somebody who does not count, and what lies ahead (B5)', () => {
    const people = [member('m1'), member('m2', { counted: false })];
    const lines = [
      line('l1', 'vehicle', 5_000_000, { kind: 'asset', memberKey: 'm2' }),
      line('l2', 'other-income', 1000, { memberKey: 'm2' }),
      line('l3', 'other-income', 2000, { asOf: '2026-05-16' }),
    ];
    expect(calculate(facts(people, lines), rulesOf('base', 70000))).toMatchObject({
      ...{ members: 1, incomeMonth: '0/1', panels: { property: 'in' } },
      clarify: [{ code: 'dated-ahead', key: 'l3' }],
    });
  });

  it('proposes no dibao for somebody in destitute support (B21)', () => {
    const statuses = [{ status: 'tekun', memberKey: null, from: '2026-01-01', until: null }];
    const result = calculate(facts([member('m1')], [], { statuses }), rulesOf('base', 70000));
    expect(result).toMatchObject({ circle: 'C1', class: 1, screens: { dibao: 'out' }, benefits: [] });
  });

  it('does not count a cost twice: off the income, and against what is left of it (B18)', () => {
    const people = [member('m1'), member('m2', { illness: 'serious' }), member('m3')];
    const spent = (fen: number) => [
      line('l1', 'other-income', 7_200_000, { period: 'year' }),
      line('l2', 'medical', fen, { kind: 'expenditure', period: 'year', memberKey: 'm2' }),
    ];
    const burden = (fen: number) => calculate(facts(people, spent(fen)), rulesOf('base', 70000)).panels.expenditure;
    expect([burden(2_880_000), burden(3_600_000), burden(3_600_001)]).toEqual(['out', 'out', 'in']);
  });

  it('asks where it would have to guess, and guesses nothing', () => {
    const strange = calculate(facts([member('m1')], [line('l1', 'lottery', 1000)]), rulesOf('base', 70000));
    expect(strange).toMatchObject({ incomeMonth: null, clarify: [{ code: 'unknown-item', key: 'l1' }], benefits: [] });
    const idle = facts([member('m1', { works: null })], [line('l1', 'wage', 100000)]);
    expect(calculate(idle, rulesOf('base', 70000)).clarify).toEqual([{ code: 'work-unknown', key: 'm1' }]);
    const shop = facts([member('m1')], [line('l1', 'other-asset', 500_000_000, { kind: 'asset' })]);
    expect(calculate(shop, rulesOf('base', 70000))).toMatchObject({
      ...{ panels: { property: 'unknown' }, screens: { dibao: 'unknown' }, benefits: [] },
      clarify: [{ code: 'no-limit', key: 'l1' }],
    });
    const uncapped = facts([member('m1', { works: 'stable' })], [line('l1', 'wage', 100000)]);
    expect(calculate(uncapped, rulesOf('base', null)).incomeMonth).toBeNull();
  });

  it('lets one tool of the trade be, and counts the next (R67)', () => {
    const van = (key: string) => line(key, 'vehicle', 4_000_000, { kind: 'asset', exemptOn: 'livelihood-tool' });
    const property = (...lines: LineFacts[]) =>
      calculate(facts([member('m1')], lines), rulesOf('base', 70000)).panels.property;
    expect([property(van('l1')), property(van('l1'), van('l2'))]).toEqual(['in', 'out']);
  });

  it('takes a deduction off for the months that it is told for (R66)', () => {
    const job = facts([member('m1', { works: 'stable' })], [line('l1', 'wage', 240000)]);
    const forMonths = (months: number | undefined) => {
      const { heads, rules } = packs.find(({ name }) => name?.en === 'Hebei')!;
      const deductions = rules.deductions.map((row) => (row.code === 'employment-cost' ? { ...row, months } : row));
      const standards = [
        { kind: 'dibao', fen: 70000, per: 'month' as const, from: '2020-01-01', until: null, citation: 'B47' },
      ];
      return calculate(job, compileRules(new PolicyPack(heads, { ...rules, deductions, standards }), ON)).incomeMonth;
    };
    expect([forMonths(undefined), forMonths(12), forMonths(6), forMonths(1)]).toEqual([
      '192000/1',
      '192000/1',
      '216000/1',
      '236000/1',
    ]);
  });

  it('looks at four times the household about four times as often, not sixteen times', () => {
    const rules = rulesOf('henan', 70000);
    const readsOf = (size: number) => {
      let reads = 0;
      const counting = <T extends object>(row: T): T =>
        new Proxy(row, {
          get: (target, key, receiver) => {
            reads += 1;
            return Reflect.get(target, key, receiver) as unknown;
          },
        });
      const people = Array.from({ length: size }, (_, place) => member(`m${place}`, { illness: 'serious' }));
      const lines = people.flatMap(({ key }, place) => [
        line(`l${place}`, 'wage', 1000, { memberKey: key, trade: 'courier' }),
        line(`l${size + place}`, 'medical', 100, { memberKey: key, kind: 'expenditure' }),
      ]);
      const statuses = people.map(({ key }) => ({ status: 'orphan', memberKey: key, from: '2026-01-01', until: null }));
      const household = facts(people.map(counting), lines.map(counting), { statuses: statuses.map(counting) });
      calculate(household, rules, { silent: true });
      return reads;
    };
    const [few, many] = [readsOf(200), readsOf(800)];
    expect(few).toBeGreaterThan(200);
    // Sorting by key looks at a row a few times more often in a longer list.
    expect(many / few).toBeLessThan(6);
  });

  it('refuses rules of another day', () => {
    expect(() => calculate(facts([member('m1')]), rulesOf('base', 70000, '2026-05-16'))).toThrow(RangeError);
  });

  it('counts of an obligor what is paid, nothing of who cannot, and does not know who is not known (R65)', () => {
    const obligor = {
      key: 'o1',
      able: true,
      incomeYearFen: null,
      members: 1,
      supports: 1,
      agreedMonthFen: null,
      paidMonthFen: null,
    };
    const withOne = (change: object) =>
      calculate(facts([member('m1')], [], { obligors: [{ ...obligor, ...change }] }), rulesOf('base', 70000));
    expect(withOne({ paidMonthFen: 30000 })).toMatchObject({ incomeMonth: '30000/1', clarify: [] });
    expect(withOne({ able: false, paidMonthFen: 30000 }).incomeMonth).toBe('0/1');
    expect(withOne({})).toMatchObject({ incomeMonth: null, clarify: [{ code: 'obligor-unknown', key: 'o1' }] });
    const court = { agreedMonthFen: 40000 };
    expect(withOne({ ...court, paidMonthFen: 10000 })).toMatchObject({
      ...{ incomeMonth: '10000/1', clarify: [{ code: 'support-unpaid', key: 'o1' }] },
    });
    expect(withOne({ ...court, toldMonthFen: 10000 })).toMatchObject({
      ...{ incomeMonth: '40000/1', clarify: [{ code: 'support-unproven', key: 'o1' }] },
    });
    expect(withOne({ ...court, toldMonthFen: 50000 })).toMatchObject({ incomeMonth: '50000/1', clarify: [] });
  });

  it('lifts what one person declares of a trade to its average, once (R65)', () => {
    const rules = rulesOf('base', 70000);
    const averaged = { ...rules, averages: new Map([['courier', 400000]]) };
    const part = (key: string, fen: number, change = {}) => line(key, 'wage', fen, { trade: 'courier', ...change });
    const of = (...lines: LineFacts[]) => calculate(facts([member('m1')], lines), averaged).incomeMonth;
    expect([of(part('l1', 100000), part('l2', 50000)), of(part('l1', 400001))]).toEqual(['400000/1', '400001/1']);
    expect(of(part('l1', 50000, { period: 'once', asOf: '2024-01-01' }))).toBe('0/1');
  });

  it('bears a standard of nothing, and knows no status or ground that the pack does not know', () => {
    expect(calculate(facts([member('m1')], [line('l1', 'wage', 1)]), rulesOf('base', 0)).ratio).toBeNull();
    const statuses = [{ status: 'noble', memberKey: null, from: '2026-01-01', until: null }];
    const strange = facts([member('m1')], [line('l1', 'deposit', 1, { kind: 'asset', exemptOn: 'pride' })], {
      statuses,
    });
    const { clarify } = calculate(strange, rulesOf('base', 70000));
    expect(clarify.map(({ code }) => code).sort()).toEqual(['unknown-ground', 'unknown-status']);
  });
});
