import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/platform/database';
import { createBareDatabase, type TestDatabase } from '../../support/database';
import { catalogueOf, columnsOf } from './catalogue';

describe('migrations', () => {
  let database: TestDatabase;
  let owner: DataSource;

  beforeAll(async () => {
    database = await createBareDatabase();
    owner = await new DataSource(dataSourceOptions(database.ownerUrl, 'owner')).initialize();
  });

  afterAll(async () => {
    await owner?.destroy();
  });

  const schema = async (): Promise<object> => ({
    ...(await catalogueOf(database.ownerUrl)),
    columns: await columnsOf(database.ownerUrl),
  });

  it('go up, down to nothing, and up to the same schema', async () => {
    const done = await owner.runMigrations({ transaction: 'each' });
    expect(done.length).toBeGreaterThan(0);
    const first = await schema();

    for (const _ of done) await owner.undoLastMigration({ transaction: 'each' });
    const left = await catalogueOf(database.ownerUrl);
    expect({ tables: left.tables, functions: left.functions }).toEqual({ tables: ['migrations (r)'], functions: [] });

    await owner.runMigrations({ transaction: 'each' });
    expect(await schema()).toEqual(first);
  });

  it('do not run twice', async () => {
    expect(await owner.runMigrations({ transaction: 'each' })).toHaveLength(0);
  });
});
