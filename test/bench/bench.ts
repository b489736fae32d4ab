import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrateAll } from '../../src/platform/start/prepare-database';
import { ensureRoles, roleUrl } from '../../src/platform/start/database-roles';
import { startEmbedded } from '../../src/platform/start/embedded-postgres';
import { temporaryFolder } from '../support/cluster';
import type { TestDatabase } from '../support/database';

/** `-- --quick`: smaller, at most three minutes. */
export const quick = process.argv.includes('--quick');

/** One measured row: what, against which baseline of the same run, and the promise it is held to. */
export interface Row {
  bench: string;
  row: string;
  [figure: string]: unknown;
}

const missed: string[] = [];

/** Prints a row as one JSON line; a row that misses its target makes the process end with 1. */
export function print(row: Row, kept = true): void {
  console.log(JSON.stringify({ ...row, ...(kept ? {} : { missed: true }) }));
  if (kept) return;
  missed.push(row.row);
  process.exitCode = 1;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low = NaN, high = NaN] =
    sorted.length % 2 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1, middle + 1);
  return (low + high) / 2;
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** What `work` gives in time: what hangs has to end a run, not to hold it. @throws Error that says what took longer */
export async function within<T>(milliseconds: number, what: string, work: Promise<T>): Promise<T> {
  const waiting = new AbortController();
  const late = sleep(milliseconds, undefined, { signal: waiting.signal }).then(() => {
    throw new Error(`${what}: not done after ${milliseconds} ms`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    waiting.abort();
  }
}

/** Milliseconds that `work` takes. */
export async function time(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/**
 * Runs a benchmark on a PostgreSQL cluster of its own in a temporary folder, with the whole schema and no rows, and
 * with the settings of the product (durable writes): never on a database that somebody uses.
 */
export async function bench(work: (database: TestDatabase) => Promise<void>): Promise<void> {
  const dataDir = temporaryFolder('bench');
  const server = await startEmbedded({ dataDir, settings: ['shared_buffers=256MB', 'max_connections=60'] });
  try {
    await ensureRoles(server.ownerUrl);
    await migrateAll(server.ownerUrl);
    await work({
      ownerUrl: server.ownerUrl,
      appUrl: roleUrl(server.ownerUrl, 'yuanlian_app'),
      workerUrl: roleUrl(server.ownerUrl, 'yuanlian_worker'),
      drop: () => Promise.resolve(),
    });
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  if (missed.length > 0) console.error(`below target: ${missed.join(', ')}`);
}
