import fc from 'fast-check';
import { coverage, coverageBy, type NeedCount } from './coverage';

const need = (township: string, needs: number, served: number): NeedCount => ({
  ...{ township, circle: 'C1', age: '80+', disability: 'none', needs, served },
});

describe('coverage of needs (I8, I21)', () => {
  it('tells served of confirmed, in all and by group, the least covered first', () => {
    const counts = [need('north', 40, 30), need('south', 50, 10), need('north', 10, 5)];
    expect(coverage(counts)).toEqual({ needs: 100, served: 45, share: 45 });
    expect(coverageBy('township', counts)).toEqual([
      { key: 'south', needs: 50, served: 10, share: 20 },
      { key: 'north', needs: 50, served: 35, share: 70 },
    ]);
    expect(coverageBy('circle', counts)).toEqual([{ key: 'C1', needs: 100, served: 45, share: 45 }]);
  });

  it('hides a group with fewer than ten served or open needs, and one more that would give it away', () => {
    const counts = [need('north', 60, 30), need('south', 60, 30), need('west', 13, 3)];
    const shown = coverageBy('township', counts);
    expect(shown.find(({ key }) => key === 'west')).toMatchObject({ needs: null, served: null, share: null });
    expect(shown.filter(({ share }) => share !== null)).toHaveLength(1);
  });

  it('hides the whole where nearly all, or nearly none, are served', () => {
    expect(coverage([need('north', 30, 27)])).toEqual({ needs: null, served: null, share: null });
    expect(coverage([])).toEqual({ needs: 0, served: 0, share: null });
  });

  it('leaves no figure of one to nine to be worked out from what is shown', () => {
    const group = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }));
    const plain = (count: number) => count === 0 || count >= 10;
    fc.assert(
      fc.property(fc.array(group, { maxLength: 7 }), (groups) => {
        const counts = groups.map(([served, open], at) => need(`t${at}`, served + open, served));
        const all = coverage(counts);
        const shown = coverageBy('township', counts).filter(({ needs }) => needs !== null);
        for (const { needs, served } of shown) {
          expect(plain(served!)).toBe(true);
          expect(plain(needs! - served!)).toBe(true);
        }
        if (all.needs === null) return;
        const left = (part: 'needs' | 'served') => all[part]! - shown.reduce((sum, one) => sum + one[part]!, 0);
        expect(plain(left('served'))).toBe(true);
        expect(plain(left('needs') - left('served'))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
