import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { digestIn, drawSample } from './draw-sample';

const pools = fc.uniqueArray(
  fc.integer({ min: 1, max: 999_999 }).map((one) => `CM-2026-${String(one).padStart(6, '0')}`),
  { minLength: 1, maxLength: 60 },
);
const percents = fc.integer({ min: 1, max: 100 });

describe('the draw of commitments (R89)', () => {
  it('takes at least the share, and no more than it has to', () => {
    fc.assert(
      fc.property(fc.string(), pools, percents, (seed, pool, percent) => {
        const drawn = drawSample(seed, pool, percent);
        expect(drawn.length * 100).toBeGreaterThanOrEqual(pool.length * percent);
        expect((drawn.length - 1) * 100).toBeLessThan(pool.length * percent);
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(pool).toEqual(expect.arrayContaining(drawn));
      }),
    );
  });

  it('comes to the same again, in whatever order the pool stands', () => {
    fc.assert(
      fc.property(fc.string(), pools, percents, (seed, pool, percent) => {
        expect(drawSample(seed, [...pool].reverse(), percent)).toEqual(drawSample(seed, pool, percent));
      }),
    );
  });

  it('is what anybody works out with a digest tool', () => {
    const sum = createHash('sha256').update('0badcafe:CM-2026-000001').digest('hex');
    expect(digestIn('0badcafe', 'CM-2026-000001')).toBe(sum);
    const pool = ['CM-2026-000001', 'CM-2026-000002', 'CM-2026-000003'];
    const [lowest] = [...pool].sort((a, b) => digestIn('s', a).localeCompare(digestIn('s', b)));
    expect(drawSample('s', pool, 20)).toEqual([lowest]);
  });

  it('is another with another seed', () => {
    const pool = Array.from({ length: 40 }, (_, at) => `CM-2026-${String(at).padStart(6, '0')}`);
    expect(drawSample('a', pool, 20)).not.toEqual(drawSample('b', pool, 20));
  });
});
