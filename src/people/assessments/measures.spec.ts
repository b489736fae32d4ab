import { rational } from '../../reference/formulas';
import { householdMeasures } from './measures';

const LINES = { lowIncomeLine: rational(100_000), rigidPercent: 60 };
const wage = [{ item: 'wage', fen: 1, counted: true }];
const medical = [{ item: 'medical', fen: 1, rigid: true }];
const totals = { members: 2, incomeFen: 1_800_000, rigidFen: 900_000, incomeByItem: wage, expenditureByItem: medical };

describe('measures of a file for S13', () => {
  it('are computed from the twelve months: 18,000 of a line of 24,000 yuan, 9,000 of them rigid', () => {
    expect(householdMeasures(totals, LINES)).toEqual({
      byItem: { 'income-gap': 25, 'rigid-share': 50 },
      rigidShare: { percent: 50, localPercent: 60 },
    });
  });

  it('know no gap above the line', () => {
    expect(householdMeasures({ ...totals, incomeFen: 3_000_000 }, LINES).byItem['income-gap']).toBe(0);
  });

  it.each([
    ['no line of income', { ...totals, incomeByItem: [] }, LINES, { 'income-gap': null, 'rigid-share': null }],
    ['no line of spending', { ...totals, expenditureByItem: [] }, LINES, { 'income-gap': 25, 'rigid-share': null }],
    ['no standard', totals, { ...LINES, lowIncomeLine: null }, { 'income-gap': null, 'rigid-share': 50 }],
    ['nobody in the file', { ...totals, members: 0 }, LINES, { 'income-gap': null, 'rigid-share': 50 }],
  ])('leave to be asked what the file does not say: %s', (_, of, lines, byItem) => {
    expect(householdMeasures(of, lines).byItem).toEqual(byItem);
  });

  it('take spending without any income as the whole of it, and show no percentage', () => {
    const { byItem, rigidShare } = householdMeasures({ ...totals, incomeFen: 0 }, LINES);
    expect([byItem['rigid-share'], rigidShare]).toEqual([Infinity, null]);
  });
});
