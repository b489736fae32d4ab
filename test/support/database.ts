import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
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

/** @throws Error where the spec's project has no setup */
export function fromSetup(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: this spec belongs into a project with test/support/global-setup.ts`);
  return value;
}

/**
 * Clones the template by its files, which takes half as long as through the log; dropped at the end of the spec file if
 * the spec does not do it itself.
 * @param template default: the whole schema and no rows
 */
export async function createDatabase(template = fromSetup(TEMPLATE)): Promise<TestDatabase> {
  return create(`test_${process.pid}_${randomBytes(4).toString('hex')}`, ` template ${template} strategy file_copy`);
}

/** The name of a template beside that of the schema: the cluster drops it with that one. */
export const templateNamed = (name: string): string => `${fromSetup(TEMPLATE)}_${name}`;

/** A database that is filled once to be cloned from then on, by this and other processes; what a failure left goes first. */
export async function createTemplate(name: string): Promise<TestDatabase> {
  const clusterUrl = fromSetup(CLUSTER_URL);
  await query(clusterUrl, `drop database if exists ${name} with (force)`);
  await query(clusterUrl, `create database ${name} template ${fromSetup(TEMPLATE)} strategy file_copy`);
  return addressed(name, () => Promise.resolve());
}

/** A database without any table, for specs about migrations. */
export async function createBareDatabase(): Promise<TestDatabase> {
  return create(`bare_${process.pid}_${randomBytes(4).toString('hex')}`, '');
}

/** Does `work` while no other process of the run does what has this name. */
export async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const turn = new Client({ connectionString: fromSetup(CLUSTER_URL) });
  await turn.connect();
  try {
    await turn.query('select pg_advisory_lock(hashtext($1))', [name]);
    return await work();
  } finally {
    await turn.end();
  }
}

async function create(name: string, source: string): Promise<TestDatabase> {
  const clusterUrl = fromSetup(CLUSTER_URL);
  await query(clusterUrl, `create database ${name}${source}`);
  const database = addressed(name, async () => {
    open.delete(database);
    await query(clusterUrl, `drop database if exists ${name} with (force)`);
  });
  open.add(database);
  return database;
}

function addressed(name: string, drop: () => Promise<void>): TestDatabase {
  const ownerUrl = urlOf(fromSetup(CLUSTER_URL), name);
  return { ownerUrl, appUrl: roleUrl(ownerUrl, 'yuanlian_app'), workerUrl: roleUrl(ownerUrl, 'yuanlian_worker'), drop };
}

/** Called after each spec file. */
export async function dropDatabases(): Promise<void> {
  await Promise.all([...open].map((database) => database.drop()));
}
