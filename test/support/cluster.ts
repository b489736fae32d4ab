import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrateAll } from '../../src/platform/start/prepare-database';
import { ensureRoles } from '../../src/platform/start/database-roles';
import { startEmbedded } from '../../src/platform/start/embedded-postgres';

/** What the specs' processes learn from the setup, by environment. */
export const CLUSTER_URL = 'YUANLIAN_TEST_CLUSTER_URL';
export const TEMPLATE = 'YUANLIAN_TEST_TEMPLATE';

export interface TestCluster {
  ownerUrl: string;
  template: string;
  stop(): Promise<void>;
}

/** Nothing here has to survive a power cut. */
const THROW_AWAY = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'shared_buffers=128MB'];

/** A new folder below the system's temporary one that other system users may enter. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `yuanlian-${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/** A server of its own, or that of TEST_DATABASE_URL, with one database that has the whole schema. */
export async function startCluster(): Promise<TestCluster> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return withTemplate(given, () => Promise.resolve());
  const dataDir = temporaryFolder('test');
  const embedded = await startEmbedded({ dataDir, settings: THROW_AWAY });
  return withTemplate(embedded.ownerUrl, async () => {
    await embedded.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
}

async function withTemplate(ownerUrl: string, stop: () => Promise<void>): Promise<TestCluster> {
  const template = `yuanlian_template_${process.pid}`;
  try {
    await query(ownerUrl, `create database ${template}`);
    await ensureRoles(ownerUrl);
    await migrateAll(urlOf(ownerUrl, template));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ownerUrl,
    template,
    async stop() {
      const sql = `select datname as name from pg_database where datname = '${template}' or datname like '${template}\\_%'`;
      const left = await query<{ name: string }>(ownerUrl, sql);
      for (const { name } of left) await query(ownerUrl, `drop database if exists ${name} with (force)`);
      await stop();
    },
  };
}

export function urlOf(ownerUrl: string, database: string): string {
  const url = new URL(ownerUrl);
  url.pathname = `/${database}`;
  return url.href;
}

export async function query<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

/**
 * Specs that need a program besides Node: skipped where it is absent.
 * @throws Error there when TEST_SKIPS=none, as `.ci/run` has it
 */
export function describeWith(program: string, name: string, specs: () => void): void {
  const present = spawnSync('/bin/sh', ['-c', `command -v ${program}`]).status === 0;
  if (!present && process.env.TEST_SKIPS === 'none')
    throw new Error(`${program} is missing and nothing may be skipped`);
  (present ? describe : describe.skip)(name, specs);
}
