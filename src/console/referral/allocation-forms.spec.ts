import { AppError, invalid } from '../../platform/errors';
import { schemaInput } from '../shell';
import { atTypedRows, OrderForm } from './allocation-forms';

const TYPED = { name: '十二月统筹', beginsOn: '2026-12-01', endsOn: '2026-12-31', model: 'places' };

describe('the floors of an order as people fill them in', () => {
  const read = (rows: Record<string, string>) => OrderForm.safeParse(schemaInput({ ...TYPED, ...rows }));
  const empty = (row: number) => ({ [`floors.${row}.key`]: '', [`floors.${row}.percent`]: '' });
  const filled = (row: number, key: string) => ({ [`floors.${row}.key`]: key, [`floors.${row}.percent`]: '60' });
  const refused = async (rows: readonly number[], field: string) => {
    const order = () => Promise.reject<never>(invalid([{ field, code: 'allocation-floor-key' }]));
    const error = await atTypedRows(rows, order).catch((thrown: unknown) => thrown);
    return error instanceof AppError ? [error.status, error.details.fields?.[0]?.field] : error;
  };

  it('leave rows out that are empty, and keep in mind which were filled', () => {
    const { data } = read({ ...empty(0), ...filled(1, 'age:older'), ...empty(2), ...filled(3, 'township:7') });
    expect(data).toMatchObject({
      floors: [
        { group: 'age', key: 'older', percent: 60 },
        { group: 'township', key: '7', percent: 60 },
      ],
      floorRows: [1, 3],
    });
  });

  it('are refused at the row that was filled', async () => {
    expect(await refused([1, 3], 'floors.1.key')).toEqual([422, 'floors.3.key']);
    expect(await refused([1, 3], 'endsOn')).toEqual([422, 'endsOn']);
    await expect(atTypedRows([], () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  it('do not pass over a group that nobody could choose', () => {
    const { error } = read({ ...empty(0), ...filled(2, 'colour:red') });
    expect(error?.issues).toMatchObject([{ path: ['floors', 2, 'key'], message: 'allocation-floor-key' }]);
  });
});
