import fc from 'fast-check';
import { mismatchOf } from './mismatch-rules';

type Answers = Parameters<typeof mismatchOf>[1];
type Lines = Parameters<typeof mismatchOf>[2];
type Period = 'month' | 'year' | 'once';

const tolerance = { percent: 10, fen: 100_000, citation: 'R65', mark: 'default' as const };
const rules = { tolerance, until: '2026-11-30' };
const wage = { speaks: { kind: 'income' as const, item: 'wage', when: 'more' as const } };
const medical = { speaks: { kind: 'expenditure' as const, item: 'medical', when: 'less' as const } };
const deposit = { speaks: { kind: 'asset' as const, item: 'deposit', when: 'more' as const } };

const said = (amountFen: number, period: Period = 'once'): Answers[number] => ({
  ...{ state: 'answered', held: true, amountFen, period },
});
const silent: Answers[number] = { state: 'timed-out', held: null, amountFen: null, period: null };
const line = (kind: Lines[number]['kind'], item: string, amountFen: number, period: Period = 'once') => ({
  ...{ kind, item, amountFen, period, asOf: '2026-11-01', endedAt: null },
});
const amount = fc.integer({ min: 0, max: 10_000_000 });
const answers = fc.array(
  fc.record({ fen: amount, heard: fc.boolean(), period: fc.constantFrom<Period>('month', 'year', 'once') }),
  { maxLength: 6 },
);
const rowsOf = (list: Array<{ fen: number; heard: boolean; period: Period }>) =>
  list.map(({ fen, heard, period }) => (heard ? said(fen, period) : silent));

describe('mismatchOf (R65)', () => {
  it('holds a year of wages against a year declared, and lets the tolerance pass to the fen', () => {
    const lines = [line('income', 'wage', 100_000, 'month')];
    // 1,200,000 declared, a tenth of it is more than the least amount.
    expect(mismatchOf(wage, [said(110_000, 'month')], lines, rules)).toBeNull();
    expect(mismatchOf(wage, [said(110_000, 'month'), said(1)], lines, rules)).toEqual({
      ...{ kind: 'income', item: 'wage', answeredFen: 1_320_001, declaredFen: 1_200_000 },
    });
    expect(mismatchOf(deposit, [said(100_000)], [], rules)).toBeNull();
    expect(mismatchOf(deposit, [said(100_001)], [], rules)).toMatchObject({ answeredFen: 100_001, declaredFen: 0 });
  });

  it('finds too little only when everybody has been answered for', () => {
    const lines = [line('expenditure', 'medical', 500_000, 'year')];
    expect(mismatchOf(medical, [said(100_000, 'year'), silent], lines, rules)).toBeNull();
    expect(mismatchOf(medical, [said(100_000, 'year')], lines, rules)).toMatchObject({ answeredFen: 100_000 });
    expect(mismatchOf(medical, [said(900_000, 'year')], lines, rules)).toBeNull();
  });

  it('never finds anything in silence, in an item that speaks to nothing, or in what was ended', () => {
    expect(mismatchOf(deposit, [silent, silent], [line('asset', 'deposit', 9_000_000)], rules)).toBeNull();
    expect(mismatchOf({}, [said(9_000_000)], [], rules)).toBeNull();
    const ended = { ...line('asset', 'deposit', 9_000_000), endedAt: new Date(0) };
    expect(mismatchOf(deposit, [said(9_000_000)], [ended], rules)).toMatchObject({ declaredFen: 0 });
  });

  it('does not depend on the order of answers or lines', () => {
    fc.assert(
      fc.property(answers, fc.array(amount, { maxLength: 5 }), (list, declared) => {
        const lines = declared.map((fen) => line('asset', 'deposit', fen));
        expect(mismatchOf(deposit, rowsOf(list).reverse(), [...lines].reverse(), rules)).toEqual(
          mismatchOf(deposit, rowsOf(list), lines, rules),
        );
      }),
    );
  });

  it('finds nothing within the tolerance, and everything beyond it', () => {
    fc.assert(
      fc.property(amount, amount, (answered, declared) => {
        const found = mismatchOf(deposit, [said(answered)], [line('asset', 'deposit', declared)], rules);
        const beyond = answered - declared > Math.max(100_000, Math.floor(declared / 10));
        expect(found !== null).toBe(beyond);
      }),
    );
  });

  it('stays found when one fen more is answered, and goes when the declaration says the same', () => {
    fc.assert(
      fc.property(answers, amount, (list, declared) => {
        const rows = rowsOf(list);
        const lines = [line('asset', 'deposit', declared)];
        const found = mismatchOf(deposit, rows, lines, rules);
        if (!found) return;
        expect(mismatchOf(deposit, [...rows, said(1)], lines, rules)).not.toBeNull();
        expect(mismatchOf(deposit, rows, [line('asset', 'deposit', found.answeredFen)], rules)).toBeNull();
      }),
    );
  });
});
