import { lossesByCause, lossesByTownship } from './unmatched';

const lost = (
  cause: 'no-supply' | 'too-far' | 'full' | 'no-money' | 'declined',
  needs: number,
  township = 'north',
) => ({
  ...{ cause, needs, township },
});

describe('needs without a service', () => {
  it('keep what nobody can serve apart from what is lost to scarcity', () => {
    const { all, causes } = lossesByCause([
      lost('no-supply', 20),
      lost('too-far', 12),
      lost('full', 30),
      lost('no-money', 11),
    ]);
    expect(all).toEqual({ unmatchable: 32, scarce: 41, refused: 0 });
    expect(causes.filter(({ needs }) => needs !== 0)).toEqual([
      { cause: 'no-supply', kind: 'unmatchable', needs: 20 },
      { cause: 'full', kind: 'scarce', needs: 30 },
      { cause: 'too-far', kind: 'unmatchable', needs: 12 },
      { cause: 'no-money', kind: 'scarce', needs: 11 },
    ]);
  });

  it('tell no cause whose kind is hidden', () => {
    const { all, causes } = lossesByCause([lost('no-supply', 20), lost('full', 30), lost('declined', 4)]);
    expect(all.refused).toBeNull();
    const hidden = (['unmatchable', 'scarce'] as const).filter((kind) => all[kind] === null);
    expect(hidden).not.toEqual([]);
    for (const { kind, needs } of causes) if (all[kind] === null) expect(needs).toBeNull();
  });

  it('stand by township, most lost first', () => {
    const rows = lossesByTownship([lost('full', 20), lost('full', 40, 'south'), lost('no-supply', 10, 'south')]);
    expect(rows).toEqual([
      { key: 'south', lost: { unmatchable: 10, scarce: 40, refused: 0 } },
      { key: 'north', lost: { unmatchable: 0, scarce: 20, refused: 0 } },
    ]);
  });
});
