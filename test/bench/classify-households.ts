import { type CalculationFacts, calculationFactsSchema } from '../../src/people/means-test';

export const ON = '2026-05-15';
const DISABILITIES = ['physical', 'mental', 'visual', 'hearing'];
const STATUSES = ['dibao', 'tekun', 'dibao-marginal', 'rigid-expenditure', 'orphan'];

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function numbersOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Households of one to nine people, incomes around the bounds, every circle and class among them. */
export function householdsOf(seed: number, count: number): CalculationFacts[] {
  const next = numbersOf(seed);
  const upTo = (most: number) => Math.floor(next() * (most + 1));
  const one = <T>(...values: T[]): T => values[upTo(values.length - 1)]!;
  const seldom = <T>(value: T, otherwise: T): T => (next() < 0.15 ? value : otherwise);
  const day = () => `2025-${String(6 + upTo(6)).padStart(2, '0')}-15`;
  const memberOf = (_: unknown, index: number) => {
    const ageYears = upTo(95);
    const isAdult = ageYears >= 18 && ageYears < 60;
    return {
      ...{ key: `m${index + 1}`, ageYears, counted: next() > 0.05, failedActs: seldom<number | null>(upTo(6), null) },
      disability: seldom<object | null>({ kind: one(...DISABILITIES), grade: 1 + upTo(3) }, null),
      illness: seldom('serious', 'none'),
      workCapacity: isAdult ? seldom('partial', 'full') : 'none',
      inEducation: ageYears > 5 && ageYears < 23,
      works: isAdult ? one('stable', 'seasonal', 'flexible', 'no') : 'no',
    };
  };
  const lineOf = (key: string, kind: string, item: string, memberKey: string | null, fen: number) => ({
    ...{ key, kind, item, memberKey, fen, period: one('month', 'month', 'month', 'year', 'once'), asOf: day() },
    ...{ method: one('payslip', 'declared'), trade: null, exemptOn: null },
  });
  const householdOf = () => {
    const members = Array.from({ length: 1 + upTo(8) }, memberOf);
    // So many fen a head that the dibao standard, the line and its multiples all lie within.
    const share = upTo(350_000);
    const lines = members.flatMap(({ key, works, illness }, index) => [
      lineOf(`l${index * 2 + 1}`, 'income', works === 'no' ? 'other-income' : 'wage', key, share),
      ...(illness === 'serious' ? [lineOf(`l${index * 2 + 2}`, 'expenditure', 'medical', key, upTo(100_000))] : []),
    ]);
    const statuses =
      next() < 0.3 ? [{ status: one(...STATUSES), memberKey: null, from: '2026-01-01', until: null }] : [];
    const event = seldom<object | null>({ kind: 'fire', date: one('2026-05-15', '2025-11-16', '2025-11-15') }, null);
    const asked = { income: true, expenditure: true, asset: true, obligors: true };
    return calculationFactsSchema.parse({ on: ON, members, asked, lines, obligors: [], statuses, event });
  };
  return Array.from({ length: count }, householdOf);
}
