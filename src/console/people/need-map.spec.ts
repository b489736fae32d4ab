import { needMap } from './need-map';

const need = (label: string, ...levels: Array<[string, number]>) => ({
  label,
  levels: levels.map(([day, severity]) => ({ day, severity })),
});

describe('the picture of needs over time', () => {
  it('is none without a result', () => {
    expect(needMap([])).toBeNull();
    expect(needMap([need('by hand')])).toBeNull();
  });

  it('has a column for each day and a bar where a scale spoke for the need, as high as the level', () => {
    const map = needMap([need('a', ['2026-05-01', 3], ['2026-08-01', 1]), need('b', ['2026-08-01', 2])])!;
    expect(map.days.map(({ day }) => day)).toEqual(['2026-05-01', '2026-08-01']);
    expect(map.rows.map(({ cells }) => cells.map(({ severity }) => severity))).toEqual([
      [3, 1],
      [null, 2],
    ]);
    const [high, low] = map.rows[0]!.bars;
    expect(high!.height).toBe(3 * low!.height);
    expect(high!.y + high!.height).toBe(low!.y + low!.height);
    expect(map.rows[1]!.bars).toHaveLength(1);
    for (const { bars } of map.rows) for (const bar of bars) expect(bar.textX).toBeLessThan(map.width);
  });

  it('shows the gravest of one day, and the newest days where there are too many', () => {
    const map = needMap([need('a', ['2026-01-01', 1], ['2026-02-01', 1], ['2026-03-01', 1], ['2026-03-01', 2])], 2)!;
    expect(map.days.map(({ day }) => day)).toEqual(['2026-02-01', '2026-03-01']);
    expect(map.rows[0]!.cells.at(-1)).toEqual({ day: '2026-03-01', severity: 2 });
    expect(map.left).toBe(1);
  });
});
