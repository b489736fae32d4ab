import fc from 'fast-check';
import { coverage, coverageBy, type NeedCount } from './coverage';

const need = (township: string, needs: number, served: number, severity = 1): NeedCount => ({
  ...{ township, circle: 'C1', age: '80+', disability: 'none', severity, needs, served },
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

  it('does not tell needs from a severity on where the milder ones would follow from the difference', () => {
    const counts = [need('north', 60, 30, 2), need('north', 8, 4, 1), need('north', 40, 20, 3)];
    expect(coverage(counts)).toMatchObject({ needs: 108 });
    expect(coverage(counts, 2)).toEqual({ needs: null, served: null, share: null });
    expect(coverage(counts, 3)).toMatchObject({ needs: 40, served: 20 });
    const more = [...counts, need('south', 40, 20, 1), need('south', 60, 30, 2), need('south', 40, 20, 3)];
    expect(coverageBy('township', more, 1).every(({ needs }) => needs !== null)).toBe(true);
    expect(coverage(more, 2)).toMatchObject({ needs: 200 });
    expect(coverageBy('township', more, 2).map(({ needs }) => needs)).toEqual([null, null]);
  });

  it('leaves no figure of one to nine between two severities, in all or in a group', () => {
    const cell = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }));
    const plain = (count: number) => count === 0 || count >= 10;
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 5 }), (groups) => {
        const counts = groups.flatMap((cells, at) =>
          cells.map(([served, open], severity) => need(`t${at}`, served + open, served, severity + 1)),
        );
        const levels = [1, 2, 3].map((severity) => {
          const all = coverage(counts, severity);
          const shown = coverageBy('township', counts, severity).filter(({ needs }) => needs !== null);
          const sum = (part: 'needs' | 'served') => shown.reduce((total, one) => total + one[part]!, 0);
          return {
            all,
            shown,
            rest: all.needs === null ? null : { needs: all.needs - sum('needs'), served: all.served! - sum('served') },
          };
        });
        levels.forEach((lower, at) =>
          levels.slice(at + 1).forEach((higher) => {
            const both = lower.shown.flatMap((one) => {
              const other = higher.shown.find(({ key }) => key === one.key);
              return other ? [[one, other] as const] : [];
            });
            for (const [one, other] of both.concat(
              lower.all.needs !== null && higher.all.needs !== null
                ? [
                    [
                      { key: '', ...lower.all },
                      { key: '', ...higher.all },
                    ],
                  ]
                : [],
            )) {
              const [needs, served] = [one.needs! - other.needs!, one.served! - other.served!];
              expect([plain(served), plain(needs - served)]).toEqual([true, true]);
            }
            if (!higher.rest) return;
            expect([plain(higher.rest.served), plain(higher.rest.needs - higher.rest.served)]).toEqual([true, true]);
          }),
        );
      }),
      { numRuns: 500 },
    );
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
