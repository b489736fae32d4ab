import { choiceFigures } from './choices';

const many = (count: number, rank: number | null, ground: 'household' | 'reason' | 'none' = 'none') =>
  Array.from({ length: count }, () => ({ rank, ground }));

describe('choices other than the first candidate (I25)', () => {
  it('are counted with what stood behind them; one that was not shown at all is other too', () => {
    expect(
      choiceFigures([...many(60, 1), ...many(20, 2, 'household'), ...many(15, null, 'reason'), ...many(25, 4)]),
    ).toEqual({
      all: 120,
      first: 60,
      others: [
        { ground: 'household', choices: 20 },
        { ground: 'reason', choices: 15 },
        { ground: 'none', choices: 25 },
      ],
      share: 50,
    });
  });

  it('do not tell a ground of fewer than ten, nor let it be worked out', () => {
    const { others, first } = choiceFigures([...many(60, 1), ...many(3, 2, 'reason'), ...many(12, 3)]);
    expect(others.find(({ ground }) => ground === 'reason')?.choices).toBeNull();
    const hidden = [first, ...others.map(({ choices }) => choices)].filter((figure) => figure === null);
    expect(hidden.length).toBeGreaterThan(1);
  });

  it('do not tell how many there were either where these are fewer than ten', () => {
    expect(choiceFigures(many(4, 1))).toMatchObject({ all: null, first: null, share: null });
  });

  it('have no share where nothing was chosen', () => {
    expect(choiceFigures([])).toMatchObject({ all: 0, first: 0, share: null });
  });
});
