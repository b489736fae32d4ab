import fc from 'fast-check';
import type { EconomyLine } from './economy-line.entity';
import { economyTotals } from './economy-totals';

const line = (values: Partial<EconomyLine>) => ({
  kind: 'income' as const,
  item: 'wage',
  amountFen: 0,
  period: 'month' as const,
  asOf: '2026-11-01',
  endedAt: null,
  ...values,
});

describe('economyTotals (R81)', () => {
  it('counts a month twelve times, a year once, and a single amount only within the twelve months', () => {
    const totals = economyTotals(
      [
        line({ item: 'wage', amountFen: 288_000 }),
        line({ item: 'transfer', amountFen: 480_000, period: 'year' }),
        line({ item: 'other-income', amountFen: 100, period: 'once', asOf: '2025-11-25' }),
        line({ item: 'other-income', amountFen: 7, period: 'once', asOf: '2025-11-24' }),
      ],
      4,
      '2026-11-24',
    );
    expect(totals).toMatchObject({ from: '2025-11-25', until: '2026-11-24', incomeFen: 3_456_000 + 480_000 + 100 });
  });

  it('leaves out what B8 leaves out, and lines that have ended', () => {
    const totals = economyTotals(
      [line({ item: 'basic-pension', amountFen: 20_000 }), line({ item: 'wage', amountFen: 1, endedAt: new Date() })],
      1,
      '2026-11-24',
    );
    expect(totals).toMatchObject({ incomeFen: 0, uncountedFen: 240_000, declared: true });
  });

  it('tells rigid spending from everyday spending (E5)', () => {
    const spent = (item: string, amountFen: number) => line({ kind: 'expenditure', item, amountFen, period: 'year' });
    const totals = economyTotals(
      [
        line({ amountFen: 6_000_000, period: 'year' }),
        spent('medical', 2_800_000),
        spent('education', 600_000),
        spent('living', 1),
      ],
      3,
      '2026-11-24',
    );
    expect(totals).toMatchObject({ rigidFen: 3_400_000, expenditureFen: 3_400_001, incomePerHeadFen: 2_000_000 });
  });

  it('begins the twelve months on the first day after the same date a year before, at the end of February too', () => {
    const begins = (until: string) => economyTotals([], 1, until).from;
    expect(begins('2024-02-29')).toBe('2023-03-01');
    expect(begins('2025-02-28')).toBe('2024-02-29');
    expect(begins('2024-03-01')).toBe('2023-03-02');
  });

  it('says when nothing was declared, and has no share per head without members', () => {
    expect(economyTotals([], 0, '2026-11-24')).toMatchObject({ declared: false, incomePerHeadFen: null });
  });

  it('rounds the share per head down, so that heads times share never exceeds the total', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 12 }), (amountFen, members) => {
        const { incomePerHeadFen, incomeFen } = economyTotals([line({ amountFen })], members, '2026-11-24');
        expect((incomePerHeadFen ?? 0) * members).toBeLessThanOrEqual(incomeFen);
      }),
    );
  });
});
