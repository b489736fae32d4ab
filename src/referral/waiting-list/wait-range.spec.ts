import { waitRange } from './wait-range';

describe('the range of a wait', () => {
  it('is that of the place at the quickest and the slowest likely rate', () => {
    // 16 places in 90 days, give or take 5.12: from 21.12 down to 10.88.
    expect(waitRange(4, { places: 16, days: 90 })).toEqual({ fromDays: 17, toDays: 34 });
  });

  it('grows with the place, and is never the wrong way round', () => {
    const ranges = [1, 2, 3, 10].map((place) => waitRange(place, { places: 9, days: 30 })!);
    for (const { fromDays, toDays } of ranges) expect(fromDays).toBeLessThanOrEqual(toDays!);
    expect(ranges.map(({ fromDays }) => fromDays)).toEqual(
      [...ranges.map(({ fromDays }) => fromDays)].sort((a, b) => a - b),
    );
  });

  it('says nothing where hardly any place came free, and no end where the slowest rate is none', () => {
    expect(waitRange(1, { places: 2, days: 90 })).toBeNull();
    expect(waitRange(1, { places: 3, days: 90 })).toEqual({ fromDays: 17, toDays: null });
  });
});
