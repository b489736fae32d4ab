import { DataSource, type DataSourceOptions } from 'typeorm';
import { registeredEntities } from './entities';
import { migrationClasses } from './migrations';
import { PostgresNaming } from './naming';
import { PreparingClient } from './preparing-client';

/** Options of a connection; `role` decides the limits: the owner migrates, the application roles serve requests. */
export function dataSourceOptions(url: string, role: 'owner' | 'application'): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: registeredEntities() as never,
    migrations: role === 'owner' ? migrationClasses() : [],
    migrationsTransactionMode: 'each',
    namingStrategy: new PostgresNaming(),
    synchronize: false,
    logging: false,
    extra: {
      Client: PreparingClient,
      max: role === 'owner' ? 2 : 20,
      // A transaction that hangs would hold back the change feed and the audit sealer (design 8.5).
      options:
        role === 'owner' ? '-c lock_timeout=5s' : '-c statement_timeout=30s -c transaction_timeout=30s -c TimeZone=UTC',
    },
  };
}

/** Brings the schema to the newest version. Several processes may call it at once: an advisory lock lets one work. */
export async function migrate(ownerUrl: string, onStep: (name: string) => void = () => undefined): Promise<number> {
  return locked(ownerUrl, async (dataSource) => {
    const done = await dataSource.runMigrations({ transaction: 'each' });
    for (const migration of done) onStep(migration.name);
    return done.length;
  });
}

/** Takes the schema down, with all rows: what a first load that broke off has left is of no use to anybody. */
export async function undoMigrations(ownerUrl: string): Promise<void> {
  await locked(ownerUrl, async (dataSource) => {
    const count = (await dataSource.query<unknown[]>('select from migrations')).length;
    for (let done = 0; done < count; done += 1) await dataSource.undoLastMigration({ transaction: 'each' });
  });
}

async function locked<T>(ownerUrl: string, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const dataSource = await new DataSource(dataSourceOptions(ownerUrl, 'owner')).initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('set lock_timeout = 0');
    await lock.query('select pg_advisory_lock(7294101)');
    return await work(dataSource);
  } finally {
    await lock.query('select pg_advisory_unlock(7294101)').catch(() => undefined);
    await lock.release();
    await dataSource.destroy();
  }
}
