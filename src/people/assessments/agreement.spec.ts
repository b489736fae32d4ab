import { compareAnswers, weightedKappa } from './agreement';
import type { Instrument } from './instrument';

type Pairs = Array<[number, number]>;

describe('weighted kappa (quadratic), worked out by hand', () => {
  // Sum of squared differences × n, over the sum of the squares of every first answer against every second one.
  it.each<[string, Pairs, number | null]>([
    [
      'agree throughout: found 0',
      [
        [0, 0],
        [1, 1],
        [2, 2],
        [3, 3],
      ],
      1,
    ],
    // Found 1+1+1+1 = 4, × 4 = 16; each 0 against (1, 0, 1, 0) gives 2, each 1 gives 2: 8.
    [
      'never agree on yes or no: 1 − 16/8',
      [
        [0, 1],
        [1, 0],
        [0, 1],
        [1, 0],
      ],
      -1,
    ],
    // Found 2, × 4 = 8; firsts 0 0 1 1 against seconds 0 1 0 1: 2 each, 8.
    [
      'agree as often as chance: 1 − 8/8',
      [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ],
      0,
    ],
    // Found 1, × 4 = 4; 0 1 2 3 against 0 1 2 2: (0+1+4+4) + (1+0+1+1) + (4+1+0+0) + (9+4+1+1) = 32.
    [
      'one step apart once: 1 − 4/32',
      [
        [0, 0],
        [1, 1],
        [2, 2],
        [3, 2],
      ],
      0.875,
    ],
    // Found 9, × 4 = 36; 0 1 2 3 against 0 1 2 0: (0+1+4+0) + (1+0+1+1) + (4+1+0+4) + (9+4+1+9) = 40.
    [
      'three steps apart once: 1 − 36/40',
      [
        [0, 0],
        [1, 1],
        [2, 2],
        [3, 0],
      ],
      0.1,
    ],
    [
      'one and the same answer throughout: nothing to say',
      [
        [2, 2],
        [2, 2],
        [2, 2],
      ],
      null,
    ],
    ['a single common answer: nothing to say', [[0, 3]], null],
    ['no common answer', [], null],
  ])('%s', (_, pairs, kappa) => {
    if (kappa === null) expect(weightedKappa(pairs)).toBeNull();
    else expect(weightedKappa(pairs)).toBeCloseTo(kappa, 12);
  });
});

describe('two assessors side by side', () => {
  it('counts only what both answered', () => {
    const instrument = { items: ['a', 'b', 'c', 'd'].map((id) => ({ id })) } as Instrument;
    expect(compareAnswers(instrument, { a: 0, b: 3, c: null, d: 1 }, { a: 0, b: 1, c: 2 })).toEqual({
      items: [
        { item: 'a', first: 0, second: 0, same: true },
        { item: 'b', first: 3, second: 1, same: false },
        { item: 'c', first: null, second: 2, same: null },
        { item: 'd', first: 1, second: null, same: null },
      ],
      both: 2,
      same: 1,
      // Found 0 + 4 = 4, × 2 = 8; 0 against (0, 1): 1, 3 against (0, 1): 9 + 4.
      kappa: 1 - 8 / 14,
    });
  });
});
