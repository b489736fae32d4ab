import { offersBySize, sizeOf } from './provider-size';

const count = (size: 'small' | 'medium' | 'large', shown: number, chosen: number, accepted: number) => ({
  ...{ size, providers: 2, offerings: 3, shown, chosen, accepted },
});

describe('offers by size of provider (I25)', () => {
  it('takes the places a month of all listed offerings for the size', () => {
    expect([null, 0, 20, 21, 100, 101].map(sizeOf)).toEqual(['unknown', 'small', 'small', 'medium', 'medium', 'large']);
  });

  it('names every size once, with accepted of shown', () => {
    const rows = offersBySize([count('small', 100, 50, 25), count('large', 400, 200, 150)]);
    expect(rows.map(({ size, shown, share }) => [size, shown, share])).toEqual([
      ['small', 100, 25],
      ['medium', 0, null],
      ['large', 400, 38],
      ['unknown', 0, null],
    ]);
  });

  it('hides a size with fewer than ten of anything, and another with it', () => {
    const rows = offersBySize([count('small', 100, 50, 25), count('medium', 60, 12, 9), count('large', 400, 200, 150)]);
    expect(rows.find(({ size }) => size === 'medium')).toMatchObject({ providers: 2, shown: null, accepted: null });
    expect(rows.filter(({ shown }) => shown === null).length).toBeGreaterThan(1);
  });
});
