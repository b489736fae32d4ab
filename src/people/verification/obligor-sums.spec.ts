import { Policies, PolicyPack } from '../../reference/policies';
import { compileRules } from '../means-test';
import { exemptionsOn, problemsOfPack } from './lines-of-pack';
import { obligorProblems } from './obligor-problems';
import { obligorSums, owedBy } from './obligor-sums';
import type { SupportObligor } from './support-obligor.entity';

const ON = '2026-05-15';
const pack = new Policies().pack('base');
const dibao = { kind: 'dibao' as const, fen: 70_000, per: 'month' as const, from: '2020-01-01', until: null };
const rules = compileRules(
  new PolicyPack(pack.heads, { ...pack.rules, standards: [{ ...dibao, citation: 'B47' }] }),
  ON,
);
const son: SupportObligor = {
  ...{ id: 'o', householdId: 'h', memberId: 'm', name: '王建国', relation: 'child', unableBecause: null },
  ...{ householdSize: 3, supports: 2, incomeYearFen: 12_000_000, paper: null, paperOn: null, agreedMonthFen: null },
  ...{ paidMonthFen: null, paidMethod: null, method: 'declared', asOf: ON, noteCiphertext: null, recordedBy: null },
  ...{ recordedAt: new Date(0), endedAt: null, version: 1 },
};

describe('what somebody owes by law (R65)', () => {
  it('is half of what is above their own need, shared among those they support', () => {
    // 10,000 a month − 3 people × 2 × 700 = 5,800; × 50 % ÷ 2 people.
    expect(owedBy(son, rules)).toEqual({ dueMonthFen: 145_000, unpaid: false });
    expect(owedBy({ ...son, supports: 1 }, rules).dueMonthFen).toBe(290_000);
    expect(owedBy({ ...son, incomeYearFen: 5_040_000 }, rules).dueMonthFen).toBe(0);
  });

  it('is the sum of a paper before that, nothing of who cannot pay (B21), and unknown without either', () => {
    expect(owedBy({ ...son, agreedMonthFen: 50_000 }, rules).dueMonthFen).toBe(50_000);
    expect(owedBy({ ...son, unableBecause: 'in-prison' }, rules)).toEqual({ dueMonthFen: 0, unpaid: false });
    expect(owedBy({ ...son, incomeYearFen: null, paidMonthFen: 1 }, rules)).toEqual({
      ...{ dueMonthFen: null, unpaid: false },
    });
  });

  it('is unpaid as soon as a fen of the exact sum is missing', () => {
    const third = { ...son, supports: 3 };
    // 290,000 ÷ 3 = 96,666⅔: what is shown rounded down is not all of it.
    expect(owedBy({ ...third, paidMonthFen: 96_666 }, rules)).toEqual({ dueMonthFen: 96_666, unpaid: true });
    expect(owedBy({ ...third, paidMonthFen: 96_667 }, rules).unpaid).toBe(false);
  });

  it('adds up those who are able, and knows no sum while one of them is not known', () => {
    const daughter = { ...son, paper: 'agreement' as const, agreedMonthFen: 30_000, paidMonthFen: 30_000 };
    const lost = { ...son, unableBecause: 'missing' as const, incomeYearFen: null };
    expect(obligorSums([{ ...son, paidMonthFen: 0 }, daughter, lost], rules)).toEqual({
      ...{ obligors: 3, able: 2, dueMonthFen: 175_000, paidMonthFen: 30_000 },
    });
    expect(obligorSums([{ ...son, incomeYearFen: null }, daughter], rules)).toMatchObject({
      ...{ dueMonthFen: null, paidMonthFen: null },
    });
  });
});

describe('an entry that does not fit together', () => {
  it('is told at the field that is missing', () => {
    const codes = (change: Partial<SupportObligor>) =>
      obligorProblems({ ...son, ...change }, ON).map(({ field, code }) => `${field} ${code}`);
    expect(codes({})).toEqual([]);
    expect(codes({ paper: 'court' })).toEqual(['agreedMonthFen obligor-paper-without-sum']);
    expect(codes({ paperOn: '2026-01-01' })).toEqual(['paper obligor-day-without-paper']);
    expect(codes({ paidMonthFen: 0 })).toEqual(['paidMethod obligor-paid-how']);
    expect(codes({ asOf: '2026-05-16' })).toEqual(['asOf day-ahead']);
  });
});

describe('rows of the pack on a line (R65, R67)', () => {
  const van = { kind: 'asset' as const, item: 'vehicle', trade: null, exemptOn: null, exemptReason: null };
  const codes = (line: Parameters<typeof problemsOfPack>[0], on = ON) =>
    problemsOfPack(line, pack.rules, on).map(({ code }) => code);

  it('are those in force on the day, for the item that they name', () => {
    const exempt = { ...van, exemptOn: 'livelihood-tool', exemptReason: '送货' };
    expect(codes(exempt)).toEqual([]);
    expect(codes({ ...exempt, item: 'deposit' })).toEqual(['exemption-not-in-pack']);
    expect(codes(exempt, '2013-01-01')).toEqual(['exemption-not-in-pack']);
    expect(codes({ ...exempt, exemptReason: null })).toEqual(['exemption-without-reason']);
    expect(codes({ ...van, exemptReason: '送货' })).toEqual(['exemption-without-ground']);
    expect(codes({ ...van, kind: 'income', item: 'wage', trade: 'courier' })).toEqual(['trade-not-in-pack']);
    expect(exemptionsOn(pack.rules, ON, 'deposit')).toEqual([]);
  });
});
