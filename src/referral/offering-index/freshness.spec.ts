import { Freshness } from './freshness';

const bounds = (watermark: number, next: number) => ({ watermark: BigInt(watermark), next: BigInt(next) });

describe('the freshness of the feed', () => {
  it('is that of the reading while nobody writes', () => {
    const freshness = new Freshness();
    expect(freshness.read(1000, bounds(7, 7))).toBe(1000);
    expect(freshness.read(1250, bounds(9, 9))).toBe(1250);
  });

  it('stands still behind a transaction that writes for long, however often the feed is read', () => {
    const freshness = new Freshness();
    freshness.read(1000, bounds(7, 7));
    for (let asked = 1250; asked <= 60_000; asked += 250)
      expect(freshness.read(asked, bounds(7, 7 + asked))).toBe(1000);
    expect(freshness.read(60_250, bounds(90_000, 90_000))).toBe(60_250);
  });

  it('follows by a mark where somebody writes at all times', () => {
    const freshness = new Freshness();
    // Each transaction lasts over one reading.
    for (let asked = 0; asked < 100; asked += 1) {
      expect(freshness.read(asked, bounds(10 * asked, 10 * asked + 15))).toBeLessThanOrEqual(asked);
      if (asked > 2)
        expect(freshness.read(asked, bounds(10 * asked, 10 * asked + 15))).toBeGreaterThanOrEqual(asked - 4);
    }
  });

  it('knows nothing before the first mark is passed', () => {
    const freshness = new Freshness();
    expect(freshness.read(1000, bounds(3, 7))).toBe(-Infinity);
    expect(freshness.read(1250, bounds(6, 8))).toBe(-Infinity);
    expect(freshness.read(1500, bounds(7, 9))).toBe(1000);
  });
});
