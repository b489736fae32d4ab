import { selected } from './selection';

describe('a selection', () => {
  const columns = { place: 'h.region_path', time: 'h.created_at' };

  it('takes all that is in reach when nothing is said', () => {
    const values: unknown[] = ['kept'];
    expect(selected({}, columns, values)).toBe('true');
    expect(values).toEqual(['kept']);
  });

  it('takes a place with all below it and not its neighbour, and a half-open span of time', () => {
    const values: unknown[] = [];
    const [from, until] = [new Date('2026-01-01'), new Date('2026-02-01')];
    expect(selected({ regionPath: '1/5/', from, until }, columns, values)).toBe(
      'true and h.region_path >= $1 and h.region_path < $2 and h.created_at >= $3 and h.created_at < $4',
    );
    expect(values).toEqual(['1/5/', '1/50', from, until]);
  });
});
