import { PreparingClient } from '../../../src/platform/database/preparing-client';
import { createDatabase } from '../../support/database';

describe('a connection that keeps its plans', () => {
  let client: PreparingClient;

  beforeAll(async () => {
    client = new PreparingClient({ connectionString: (await createDatabase()).appUrl });
    await client.connect();
  });
  afterAll(() => client.end());

  const kept = async (text: string): Promise<number> => {
    const { rows } = await client.query<{ statement: string }>('select statement from pg_prepared_statements');
    return rows.filter(({ statement }) => statement === text).length;
  };

  it('keeps the plan of what is asked often, with the values of each call', async () => {
    const text = 'select $1::int * 2 as double';
    const doubles: number[] = [];
    for (const value of [1, 2, 3, 4]) {
      const { rows } = await client.query<{ double: number }>(text, [value]);
      doubles.push(rows[0]!.double);
    }
    expect(doubles).toEqual([2, 4, 6, 8]);
    expect(await kept(text)).toBe(1);
  });

  it('keeps none of what is asked once', async () => {
    const text = 'select $1::int + 1 as next';
    await client.query(text, [1]);
    expect(await kept(text)).toBe(0);
  });

  it('goes on where a table gets a column, and after an error', async () => {
    const text = 'select value from pg_temp.notes where value > $1';
    const ask = async (above: unknown) => (await client.query<{ value: number }>(text, [above])).rows;
    await client.query('create temporary table notes (value int)');
    await client.query('insert into notes values (1), (2)');
    for (let times = 0; times < 7; times += 1) expect(await ask(1)).toEqual([{ value: 2 }]);
    await client.query('alter table notes add other text');
    expect(await ask(1)).toEqual([{ value: 2 }]);
    await expect(ask('much')).rejects.toThrow(/integer/);
    expect(await ask(0)).toHaveLength(2);
  });
});
