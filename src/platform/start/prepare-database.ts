import { type Config } from '../config';
import { migrate } from '../database';
import { migrateQueue } from '../queue';
import { type DatabaseUrls } from './database-roles';
import { reasonOf, StartError } from './messages';
import { databaseUrls, openDatabase } from './open-database';
import { type Progress } from './progress';

export interface PreparedDatabase extends DatabaseUrls {
  /** Stops the embedded server unless another process uses it; does nothing for a server of one's own. */
  stop(): Promise<void>;
}

/** Opens the database, makes sure of its roles and brings its schema up to date, each as a printed step. */
export async function prepareDatabase(config: Config, progress: Progress): Promise<PreparedDatabase> {
  const opening = config.databaseUrl === undefined ? 'database-starting' : 'database-connecting';
  const database = await progress.step(
    opening,
    () => openDatabase(config),
    ({ attached }) => (attached ? 'database-attached' : opening),
  );
  try {
    const urls = await progress.step('migrating', async () => {
      const roles = await databaseUrls(config, database);
      await migrateAll(roles.ownerUrl);
      // The rooms read the logins of both sides here; the owner's stays out of their reach.
      Object.assign(config, { databaseAppUrl: roles.appUrl, databaseWorkerUrl: roles.workerUrl });
      return roles;
    });
    return { ...urls, stop: () => database.stop() };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** Runs the migrations that are not yet run, and those of the queue's own tables.
 * @throws StartError `migration-failed` */
export async function migrateAll(ownerUrl: string): Promise<number> {
  try {
    const count = await migrate(ownerUrl);
    await migrateQueue(ownerUrl);
    return count;
  } catch (error) {
    throw new StartError('migration-failed', { reason: reasonOf(error) });
  }
}
