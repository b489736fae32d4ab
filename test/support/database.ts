import { randomBytes } from 'node:crypto';
import { roleUrl } from '../../src/platform/start/database-roles';
import { CLUSTER_URL, query, TEMPLATE, urlOf } from './cluster';

/** A database of a spec's own with the whole schema and no rows. */
export interface TestDatabase {
  ownerUrl: string;
  appUrl: string;
  workerUrl: string;
  drop(): Promise<void>;
}

const open = new Set<TestDatabase>();

function fromSetup(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: this spec belongs into a project with test/support/global-setup.ts`);
  return value;
}

/** Clones the template (about 50 ms); dropped at the end of the spec file if the spec does not do it itself. */
export async function createDatabase(): Promise<TestDatabase> {
  return create(`test_${process.pid}_${randomBytes(4).toString('hex')}`, ` template ${fromSetup(TEMPLATE)}`);
}

/** A database without any table, for specs about migrations. */
export async function createBareDatabase(): Promise<TestDatabase> {
  return create(`bare_${process.pid}_${randomBytes(4).toString('hex')}`, '');
}

async function create(name: string, source: string): Promise<TestDatabase> {
  const clusterUrl = fromSetup(CLUSTER_URL);
  await query(clusterUrl, `create database ${name}${source}`);
  const ownerUrl = urlOf(clusterUrl, name);
  const database: TestDatabase = {
    ownerUrl,
    appUrl: roleUrl(ownerUrl, 'yuanlian_app'),
    workerUrl: roleUrl(ownerUrl, 'yuanlian_worker'),
    async drop() {
      open.delete(database);
      await query(clusterUrl, `drop database if exists ${name} with (force)`);
    },
  };
  open.add(database);
  return database;
}

/** Called after each spec file. */
export async function dropDatabases(): Promise<void> {
  await Promise.all([...open].map((database) => database.drop()));
}
