import type { CalculationResult } from '../means-test';
import { deviates, NOTHING_PROPOSED, proposalFor } from './act-proposal';

const result = (screens: Partial<CalculationResult['screens']>, benefits: CalculationResult['benefits'] = []) =>
  ({
    screens: {
      tekun: 'unknown',
      dibao: 'unknown',
      'dibao-marginal': 'unknown',
      'single-application': 'unknown',
      'rigid-expenditure': 'unknown',
      ...screens,
    },
    benefits,
  }) as CalculationResult;
const row = { row: null, memberKey: null, from: '2026-12-01' };

describe('what a calculation proposes for an act (R3)', () => {
  it('is the screen, and for dibao the sum with its extras; an allowance is no part of it', () => {
    const sums: CalculationResult['benefits'] = [
      { kind: 'dibao', monthFen: 20_000, ...row },
      { kind: 'extra', monthFen: 5_000, ...row },
      { kind: 'allowance', monthFen: 14_800, ...row },
    ];
    expect(proposalFor('dibao', result({ dibao: 'in' }, sums))).toEqual({ outcome: 'granted', amountFen: 25_000 });
    expect(proposalFor('dibao', result({ dibao: 'out' }, sums))).toEqual({ outcome: 'refused', amountFen: null });
    expect(proposalFor('tekun', result({ tekun: 'in' }, sums))).toEqual({ outcome: 'granted', amountFen: null });
  });

  it('is nothing where it does not know, or has no screen for the act', () => {
    expect(proposalFor('dibao', result({}))).toEqual(NOTHING_PROPOSED);
    expect(proposalFor('orphan', result({ dibao: 'in' }))).toEqual(NOTHING_PROPOSED);
  });
});

describe('a decision', () => {
  const proposal = { outcome: 'granted', amountFen: 20_000 } as const;
  it.each([
    [{ outcome: 'granted', amountFen: 20_000 }, false],
    [{ outcome: 'granted', amountFen: 20_001 }, true],
    [{ outcome: 'refused', amountFen: null }, true],
  ] as const)('%j deviates: %s', (decided, expected) => {
    expect(deviates(proposal, decided)).toBe(expected);
  });

  it('over nothing that was proposed always needs its ground', () => {
    expect(deviates(NOTHING_PROPOSED, { outcome: 'granted', amountFen: 100 })).toBe(true);
    expect(deviates(NOTHING_PROPOSED, { outcome: 'refused', amountFen: null })).toBe(true);
  });
});
