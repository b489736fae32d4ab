import { register } from 'prom-client';
import { hideIndexes, showIndexes } from './index-figures';

describe('the figures of the indexes', () => {
  it('are those of the moment somebody looks, of all applications of the process', async () => {
    let lagMilliseconds = 250;
    const one = () => [{ districtCode: 'a', offerings: 3, bytes: 177, lagMilliseconds }];
    const other = () => [{ districtCode: 'b', offerings: 5, bytes: 295, lagMilliseconds: 100 }];
    showIndexes(one);
    showIndexes(other);
    const lines = async () => (await register.metrics()).split('\n').filter((line) => line.startsWith('yuanlian'));
    expect(await lines()).toEqual([
      'yuanlian_offering_index_offerings{district="a"} 3',
      'yuanlian_offering_index_offerings{district="b"} 5',
      'yuanlian_offering_index_bytes{district="a"} 177',
      'yuanlian_offering_index_bytes{district="b"} 295',
      'yuanlian_offering_index_lag_seconds{district="a"} 0.25',
      'yuanlian_offering_index_lag_seconds{district="b"} 0.1',
    ]);
    // No round ends between the two.
    lagMilliseconds = 90_000;
    expect(await lines()).toContain('yuanlian_offering_index_lag_seconds{district="a"} 90');
    hideIndexes(one);
    expect((await lines()).some((line) => line.includes('"a"'))).toBe(false);
    hideIndexes(other);
  });
});
