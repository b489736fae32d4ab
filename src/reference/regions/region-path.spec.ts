import { pathIds } from './region-path';

describe('region paths', () => {
  it('lead to their regions, also from the place of a closed file', () => {
    expect(pathIds('1/5/12/')).toEqual([1, 5, 12]);
    expect(pathIds('}closed/1/5/12/')).toEqual([1, 5, 12]);
  });
});
