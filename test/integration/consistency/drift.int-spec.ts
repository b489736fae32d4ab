import { join } from 'node:path';
import { DataSource, getMetadataArgsStorage } from 'typeorm';
import { dataSourceOptions } from '../../../src/platform/database';
import { createDatabase, type TestDatabase } from '../../support/database';
import { filesBelow, ROOT } from '../../consistency/source-tree';

/**
 * Constraints and indexes stand in SQL only, so TypeORM would drop them; catalogue.int-spec.ts watches over those.
 * Any other statement means that an entity and its table differ.
 */
const SQL_ONLY = /^(DROP INDEX|ALTER TABLE \S+ DROP CONSTRAINT|COMMENT ON) /;

function entitiesOf(files: string[]): unknown[] {
  const exported = files.flatMap((file) => Object.values(require(join(ROOT, file)) as Record<string, unknown>));
  // Not all tables that TypeORM knows: those of other specs in the same process would be among them.
  const targets = new Set<unknown>(getMetadataArgsStorage().tables.map(({ target }) => target));
  return [...new Set(exported)].filter((each) => targets.has(each));
}

describe('entities', () => {
  let database: TestDatabase;
  let owner: DataSource;

  beforeAll(async () => {
    const entities = entitiesOf(filesBelow('src').filter((file) => file.endsWith('.entity.ts')));
    database = await createDatabase();
    owner = await new DataSource({
      ...dataSourceOptions(database.ownerUrl, 'owner'),
      entities,
    } as ReturnType<typeof dataSourceOptions>).initialize();
  });

  afterAll(async () => {
    await owner?.destroy();
  });

  it('exist', () => {
    expect(owner.entityMetadatas.length).toBeGreaterThan(0);
  });

  it('agree with their tables: columns, types, nullability, defaults', async () => {
    const { upQueries } = await owner.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query).filter((query) => !SQL_ONLY.test(query))).toEqual([]);
  });
});
