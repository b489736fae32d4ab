import * as fc from 'fast-check';
import { trendSteps, type TrendResult } from './trend';

const result = (id: string, changes: Partial<TrendResult> = {}): TrendResult => ({
  ...{ id, version: '1.0', complete: true, notApplicable: false, score: 10, maximum: 24, severity: 2 },
  ...changes,
});

describe('the change between results (R18)', () => {
  it('is that since the one before, of the same version', () => {
    const steps = trendSteps([result('a'), result('b', { score: 4, severity: 0 }), result('c', { score: 12 })]);
    expect(steps).toEqual([
      { id: 'a', change: null, notComparable: 'first' },
      { id: 'b', change: { since: 'a', severity: -2, score: -6 }, notComparable: null },
      { id: 'c', change: { since: 'b', severity: 2, score: 8 }, notComparable: null },
    ]);
  });

  it('is never that to another version, which is passed over', () => {
    const steps = trendSteps([result('a'), result('b', { version: '2.0' }), result('c', { severity: 3 })]);
    expect(steps.map(({ change, notComparable }) => [change?.since ?? null, notComparable])).toEqual([
      [null, 'first'],
      [null, 'other-version'],
      ['a', null],
    ]);
  });

  it.each([
    ['too little was answered', { complete: false, severity: null }, 'incomplete'],
    ['a flag alone decided', { complete: false, severity: 3 }, 'incomplete'],
    ['the scale did not apply', { notApplicable: true, severity: null }, 'not-applicable'],
  ] as const)('is not told where %s, neither of it nor since it', (_, changes, why) => {
    const steps = trendSteps([result('a'), result('b', changes), result('c')]);
    expect(steps[1]).toEqual({ id: 'b', change: null, notComparable: why });
    expect(steps[2]?.change?.since).toBe('a');
  });

  it('tells levels and no points where another number of points could be reached', () => {
    const [, step] = trendSteps([result('a'), result('b', { maximum: 21, severity: 1 })]);
    expect(step?.change).toEqual({ since: 'a', severity: -1, score: null });
  });

  it('always compares what has the same version and was answered, with something earlier', () => {
    const any = fc.record({
      version: fc.constantFrom('1.0', '1.1', '2.0'),
      complete: fc.boolean(),
      notApplicable: fc.boolean(),
      score: fc.option(fc.integer({ min: 0, max: 24 })),
      maximum: fc.constantFrom(24, 21),
      severity: fc.option(fc.integer({ min: 0, max: 3 })),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), (rows) => {
        const results = rows.map((row, at) => ({ ...row, id: String(at) }));
        const steps = trendSteps(results);
        expect(steps.map(({ id }) => id)).toEqual(results.map(({ id }) => id));
        for (const { id, change, notComparable } of steps) {
          expect(change === null).toBe(notComparable !== null);
          if (change === null) continue;
          const [like, own] = [results[Number(change.since)]!, results[Number(id)]!];
          expect(Number(like.id)).toBeLessThan(Number(id));
          expect(like).toMatchObject({ version: own.version, complete: true, notApplicable: false });
        }
      }),
      { numRuns: 500 },
    );
  });
});
