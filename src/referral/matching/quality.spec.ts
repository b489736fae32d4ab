import { qualityOf } from './quality';

describe('results of a provider', () => {
  it('are weighed with thirty outcomes at the mean of their kind', () => {
    // (64 x 82 + 30 x 70) / 94 = 78.17…
    expect(qualityOf({ outcomes: 64, own: 82, mean: 70 })).toEqual({ value: 78, mean: 70, atMean: false });
    expect(qualityOf({ outcomes: 30, own: 100, mean: 50 }).value).toBe(75);
  });

  it('do not rank anybody by fewer than thirty outcomes: the mean stands in, for good and for bad', () => {
    expect(qualityOf({ outcomes: 29, own: 0, mean: 70 })).toEqual({ value: 70, mean: 70, atMean: true });
    expect(qualityOf({ outcomes: 29, own: 100, mean: 70 }).value).toBe(70);
    expect(qualityOf({ outcomes: 0, own: 0, mean: null })).toEqual({ value: 50, mean: 50, atMean: true });
  });

  it('come nearer to the own ones with every outcome, and never pass them', () => {
    const values = [30, 60, 120, 240, 5000].map((outcomes) => qualityOf({ outcomes, own: 90, mean: 40 }).value);
    expect(values).toEqual([...values].sort((one, other) => one - other));
    expect(Math.max(...values)).toBeLessThanOrEqual(90);
    expect(Math.min(...values)).toBeGreaterThan(40);
  });
});
