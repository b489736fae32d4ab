import type { Trend, TrendPoint } from '../../people/assessments';
import { trendPicture } from './trend-picture';

const point = (id: string, day: string, changes: Partial<TrendPoint> = {}): TrendPoint => ({
  ...{ id, self: '', instrumentVersion: '1.0', mode: 'self', completedAt: `${day}T00:00:00.000Z`, score: 5 },
  ...{ maximum: 24, severity: 1, complete: true, prorated: false, change: null, notComparable: 'first', withheld: [] },
  ...changes,
});
const trend = (...points: TrendPoint[]): Trend => ({ memberId: null, instrument: 'S07', points });
const since = (id: string) => ({ change: { since: id, severity: 0, score: 0 }, notComparable: null });

describe('the picture of results over time', () => {
  it('is none where the reader sees no level', () => {
    expect(trendPicture(trend(point('a', '2026-01-01', { severity: null })))).toBeNull();
  });

  it('draws graver results higher, later ones further right, within its edges', () => {
    const picture = trendPicture(
      trend(point('a', '2026-01-01', { severity: 0 }), point('b', '2026-04-01', { severity: 3, ...since('a') })),
    )!;
    const [early, late] = picture.dots;
    expect(late!.y).toBeLessThan(early!.y);
    expect(late!.x).toBeGreaterThan(early!.x);
    expect(early!.x).toBeGreaterThan(picture.left);
    expect(late!.x).toBeLessThan(picture.right);
    expect(picture.lines).toEqual([{ x1: early!.x, y1: early!.y, x2: late!.x, y2: late!.y }]);
  });

  it('joins nothing that may not be compared, gives each version a shape, and leaves what is incomplete hollow', () => {
    const picture = trendPicture(
      trend(
        point('a', '2026-01-01'),
        point('b', '2026-04-01', { instrumentVersion: '2.0', notComparable: 'other-version' }),
        point('c', '2026-07-01', { complete: false, notComparable: 'incomplete' }),
      ),
    )!;
    expect(picture.lines).toEqual([]);
    expect(picture.dots.map(({ shape, hollow }) => [shape, hollow])).toEqual([
      ['circle', false],
      ['square', false],
      ['circle', true],
    ]);
  });
});
