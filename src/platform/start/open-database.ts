import { Client } from 'pg';
import type { Config } from '../config';
import { type DatabaseUrls, ensureRoles } from './database-roles';
import { startEmbedded } from './embedded-postgres';
import { reasonOf, StartError } from './messages';

/** A database that answers, before its schema is brought up to date. */
export interface OpenDatabase {
  ownerUrl: string;
  attached: boolean;
  stop(): Promise<void>;
}

/** The database of DATABASE_URL when that is set, else the embedded one.
 * @throws StartError `database-unreachable` or one of the embedded server */
export async function openDatabase(config: Config): Promise<OpenDatabase> {
  if (config.databaseUrl === undefined) return startEmbedded({ dataDir: config.dataDir });
  await checkReachable(config.databaseUrl);
  return { ownerUrl: config.databaseUrl, attached: false, stop: () => Promise.resolve() };
}

async function checkReachable(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    const { hostname, port, pathname } = new URL(url);
    // The address without its login: the line goes to logs.
    throw new StartError('database-unreachable', {
      place: `${hostname}:${port || '5432'}${pathname}`,
      reason: reasonOf(error),
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The addresses of the owner and of both application roles; the roles exist afterwards. */
export function databaseUrls(config: Config, database: OpenDatabase): Promise<DatabaseUrls> {
  return ensureRoles(database.ownerUrl, { appUrl: config.databaseAppUrl, workerUrl: config.databaseWorkerUrl });
}
