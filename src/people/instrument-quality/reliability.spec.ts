import * as fc from 'fast-check';
import { answersOf, plainScale } from '../../../test/factories/scales.factory';
import { consistencyOf, spreadOf } from './reliability';
import { addForm, emptyTally, mergeTallies, type Tally } from './tally';

const TIMES = 10;
const tallied = (rows: ReadonlyArray<readonly (number | null)[]>): Tally => {
  const scale = plainScale(rows[0]!.length);
  const tally = emptyTally(scale);
  for (const row of rows) addForm(tally, scale, answersOf(scale, row), null);
  return tally;
};
/** The same few rows ten times: thirty of them, and figures that can be worked out by hand from three. */
const repeated = (...rows: number[][]) => tallied(rows.flatMap((row) => Array.from({ length: TIMES }, () => row)));

describe('Cronbach’s alpha', () => {
  /*
   * By hand, dividing by 3 throughout, which falls out of the quotients: questions 0 1 2 and 0 2 1 have variance 2/3
   * each; the sums 0 3 3 have mean 2 and variance (4+1+1)/3 = 2. Alpha = 2/1 · (1 − 4/3 / 2) = 2/3. The questions with
   * each other: covariance (0+2+2)/3 − 1·1 = 1/3, correlation (1/3)/(2/3) = 1/2.
   */
  it('is 2/3 for two questions that go half together', () => {
    expect(consistencyOf(repeated([0, 0], [1, 2], [2, 1]), true)).toEqual({
      ...{ alpha: 0.667, gap: null, restCorrelation: { 'q-a': 0.5, 'q-b': 0.5 } },
    });
  });

  it('is 1 for questions that say the same', () => {
    const { alpha, restCorrelation } = consistencyOf(repeated([0, 0, 0], [1, 1, 1], [4, 4, 4]), true);
    expect([alpha, restCorrelation]).toEqual([1, { 'q-a': 1, 'q-b': 1, 'q-c': 1 }]);
  });

  /*
   * Questions 0 1 2, 0 1 2 and 2 1 0: variance 2/3 each, the sum 2 3 4 has variance 2/3.
   * Alpha = 3/2 · (1 − 2 / (2/3)) = 3/2 · (1 − 3) = −3. The third against the sum 0 2 4 of the others: −1; the first
   * against 2 2 2: nothing varies.
   */
  it('is below zero where a question runs against the others', () => {
    expect(consistencyOf(repeated([0, 0, 2], [1, 1, 1], [2, 2, 0]), true)).toEqual({
      ...{ alpha: -3, gap: null, restCorrelation: { 'q-a': null, 'q-b': null, 'q-c': -1 } },
    });
  });

  it.each([
    ['no-variance', repeated([0, 2], [1, 1], [2, 0]), true],
    ['too-few', tallied(Array.from({ length: 29 }, (_, at) => [at % 3, at % 4])), true],
    ['one-question', repeated([0], [1], [2]), true],
    ['no-sum', repeated([0, 0], [1, 2], [2, 1]), false],
  ])('is not said, and why: %s', (gap, tally, summed) => {
    expect(consistencyOf(tally, summed)).toMatchObject({ alpha: null, gap });
  });

  it('takes rows of all questions only', () => {
    const rows: Array<Array<number | null>> = Array.from({ length: 30 }, (_, at) => [at % 3, (2 * at) % 3, 0, 0, 0]);
    const more = tallied([...rows, [4, 0, 4, 4, null], [4, null, null, null, null]]);
    expect(more.states).toMatchObject({ whole: 30, prorated: 1, incomplete: 1 });
    expect(consistencyOf(more, true)).toEqual(consistencyOf(tallied(rows), true));
  });

  const matrix = fc.integer({ min: 2, max: 5 }).chain((k) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: k, maxLength: k }), {
      minLength: 30,
      maxLength: 60,
    }),
  );

  it('is never above 1, and no correlation beyond 1 either way', () => {
    fc.assert(
      fc.property(matrix, (rows) => {
        const { alpha, restCorrelation } = consistencyOf(tallied(rows), true);
        expect(alpha ?? 1).toBeLessThanOrEqual(1);
        for (const one of Object.values(restCorrelation)) expect(Math.abs(one ?? 0)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('stays as it is when a constant is added to a question', () => {
    fc.assert(
      fc.property(matrix, (rows) => {
        const shifted = rows.map(([first, ...others]) => [first! + 1, ...others]);
        expect(consistencyOf(tallied(shifted), true)).toEqual(consistencyOf(tallied(rows), true));
      }),
    );
  });

  it('comes to the same in any order, at once or in parts', () => {
    fc.assert(
      fc.property(matrix, fc.nat(), (rows, seed) => {
        const turned = [...rows.slice(seed % rows.length), ...rows.slice(0, seed % rows.length)].reverse();
        const at = seed % (rows.length - 1);
        const parts = mergeTallies(tallied(rows.slice(0, at + 1)), tallied(rows.slice(at + 1)));
        expect(tallied(turned)).toEqual(tallied(rows));
        expect(parts).toEqual(tallied(rows));
      }),
    );
  });
});

describe('scores', () => {
  /* 10 times 0, 20 times 3: mean 2; squares of the differences 10·4 + 20·1 = 60; 60/29 = 2.0690; its root 1.4384. */
  it('have mean and standard deviation of a sample', () => {
    expect(spreadOf(repeated([0, 0], [1, 2], [2, 1]).scores)).toEqual({ mean: 2, deviation: 1.438 });
    expect(spreadOf({ 4: 1 })).toBeNull();
  });

  it('stand at the floor, at the ceiling, between, or nowhere', () => {
    expect(
      tallied([
        [0, 0],
        [4, 4],
        [1, 4],
        [null, 1],
      ]).ends,
    ).toEqual({ floor: 1, ceiling: 1, between: 1, unscored: 1 });
  });
});
