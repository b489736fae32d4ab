import { type DimensionFacts, dimensionsOf } from './dimensions';

const calm: DimensionFacts = {
  calculation: {
    panels: { income: 'out', property: 'out', expenditure: 'out' },
    screens: { 'rigid-expenditure': 'out' },
    ...{ types: [], selfCare: [{ memberKey: 'm1', level: 'able' }] },
  },
  scales: [{ severity: 0 }, { severity: 1 }],
  signals: { mismatches: 0, recheck: false, triage: 'green' },
};
const NOT = { income: 'not', spending: 'not', property: 'not', vulnerability: 'not', scales: 'not', signals: 'not' };

describe('the dimensions of a household (R29)', () => {
  it('speak for nothing where nothing is the matter', () => {
    expect(dimensionsOf(calm)).toEqual(NOT);
  });

  const calculation = calm.calculation!;
  const { signals } = calm;
  it.each([
    ['income', { calculation: { ...calculation, panels: { ...calculation.panels, income: 'in' } } }],
    ['spending', { calculation: { ...calculation, panels: { ...calculation.panels, expenditure: 'in' } } }],
    ['spending', { calculation: { ...calculation, screens: { 'rigid-expenditure': 'in' } } }],
    ['property', { calculation: { ...calculation, panels: { ...calculation.panels, property: 'in' } } }],
    ['vulnerability', { calculation: { ...calculation, types: [{ type: 'older', memberKey: 'm1' }] } }],
    [
      'vulnerability',
      {
        calculation: {
          ...calculation,
          selfCare: [
            { memberKey: 'm1', level: 'able' },
            { memberKey: 'm2', level: 'partly-lost' },
          ],
        },
      },
    ],
    ['scales', { scales: [{ severity: 0 }, { severity: 2 }] }],
    ['signals', { signals: { ...signals, mismatches: 1 } }],
    ['signals', { signals: { ...signals, recheck: true } }],
    ['signals', { signals: { ...signals, triage: 'amber' } }],
  ] as Array<[string, Partial<DimensionFacts>]>)('%s speaks by itself, and for itself alone', (name, change) => {
    expect(dimensionsOf({ ...calm, ...change })).toEqual({ ...NOT, [name]: 'for' });
  });

  it('tells what nobody knows from what is not shown (C3)', () => {
    const unknown = { income: 'unknown', spending: 'unknown', property: 'unknown', vulnerability: 'unknown' };
    expect(dimensionsOf({ ...calm, calculation: null, scales: [] })).toEqual({ ...NOT, ...unknown, scales: 'unknown' });
    const hidden = { income: 'withheld', spending: 'withheld', property: 'withheld', vulnerability: 'withheld' };
    const withheld = { panels: null, screens: null, types: null, selfCare: null };
    expect(dimensionsOf({ ...calm, calculation: withheld, scales: null })).toEqual({
      ...NOT,
      ...hidden,
      scales: 'withheld',
    });
  });

  it('is not calmed by one half of the spending while the other is not known', () => {
    const half = { ...calculation, screens: { 'rigid-expenditure': 'unknown' as const } };
    expect(dimensionsOf({ ...calm, calculation: half }).spending).toBe('unknown');
  });
});
