import * as fc from 'fast-check';
import { defaultShares, proposeCuts, shareFrom } from './norming-cuts';

/** By hand: of 100 people 50 have 1 or more, 30 have 3 or more, 10 have 6 or more. */
const SCORES = new Map([
  [0, 50],
  [2, 20],
  [5, 20],
  [9, 10],
]);
const MAX = 20;

describe('proposed cuts', () => {
  it('are the scores that the wished shares of people reach, the lower of two that do', () => {
    expect([1, 3, 6, 10].map((cut) => shareFrom(SCORES, cut))).toEqual([50, 30, 10, 0]);
    expect(proposeCuts(SCORES, MAX, [50, 30, 10])).toEqual([1, 3, 6]);
    // 38 % is nearer to 30 than to 50, 42 % to 50; 40 % is as near to both, and the lower cut stands.
    expect(proposeCuts(SCORES, MAX, [38, 30, 10])[0]).toBe(3);
    expect(proposeCuts(SCORES, MAX, [42, 30, 10])[0]).toBe(1);
    expect(proposeCuts(SCORES, MAX, [40, 30, 10])[0]).toBe(1);
  });

  it('without a wish have the shares of 20, 40 and 65 % of the most points (domain D)', () => {
    expect(defaultShares(SCORES, MAX)).toEqual([30, 10, 0]);
    expect(proposeCuts(SCORES, MAX, defaultShares(SCORES, MAX))).toEqual([3, 6, 10]);
  });

  it('make room for one another where all wishes are one', () => {
    expect(proposeCuts(SCORES, MAX, [50, 50, 50])).toEqual([1, 2, 3]);
    expect(proposeCuts(SCORES, 3, [0, 0, 0])).toEqual([1, 2, 3]);
  });

  const scores = fc
    .array(fc.tuple(fc.nat(24), fc.integer({ min: 1, max: 40 })), { minLength: 1, maxLength: 20 })
    .map((rows) => new Map(rows));
  const wish = fc
    .tuple(fc.nat(100), fc.nat(100), fc.nat(100))
    .map((three) => three.sort((a, b) => b - a) as [number, number, number]);

  it('rise and stay within the points of the scale, whatever is wished', () => {
    fc.assert(
      fc.property(scores, wish, (people, shares) => {
        const [mild, moderate, severe] = proposeCuts(people, 24, shares);
        expect(mild).toBeGreaterThanOrEqual(1);
        expect(moderate).toBeGreaterThan(mild);
        expect(severe).toBeGreaterThan(moderate);
        expect(severe).toBeLessThanOrEqual(24);
      }),
    );
  });

  it('do not rise when more people are wished for', () => {
    fc.assert(
      fc.property(scores, wish, fc.nat(50), (people, [mild, ...rest], more) => {
        const [before] = proposeCuts(people, 24, [mild, ...rest]);
        const [after] = proposeCuts(people, 24, [Math.min(100, mild + more), ...rest]);
        expect(after).toBeLessThanOrEqual(before);
      }),
    );
  });
});
