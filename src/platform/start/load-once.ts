import { Client } from 'pg';
import { undoMigrations } from '../database';
import { StartError } from './messages';
import { migrateAll } from './prepare-database';
import { tablesInUse } from './restore.task';

const LOAD_LOCK = 7294104;

/** Rows that are loaded once in the life of a database, in more transactions than one. */
export interface FirstLoad {
  /** Mark of the finished load in `installation_marks`; that of a begun one has `-begun` after it. */
  name: string;
  /** Undefined: a load that broke off is undone all the same, and none follows. */
  load?: () => Promise<void>;
  /** Runs the undoing of a load that broke off, e.g. as a printed step. */
  undoing: (undo: () => Promise<void>) => Promise<void>;
}

/**
 * Loads what is not loaded yet. A load that broke off half-way (kill -9, power cut) is undone and made again: the whole
 * schema goes down and up. That is safe because nothing else was in the database when it began, and nobody is served
 * before it has ended.
 * @returns whether it was loaded now
 * @throws StartError `load-broken-off` when there were other rows before: then nothing is touched
 */
export async function loadOnce(ownerUrl: string, { name, load, undoing }: FirstLoad): Promise<boolean> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // Of two processes on one database the second waits and finds it loaded; a killed one lets go.
    await client.query('select pg_advisory_lock($1)', [LOAD_LOCK]);
    if (await markOf(client, name)) return false;
    const begun = await markOf(client, `${name}-begun`);
    if (begun && !begun.alone && load) throw new StartError('load-broken-off');
    if (begun?.alone) {
      await undoing(async () => {
        await undoMigrations(ownerUrl);
        await migrateAll(ownerUrl);
      });
    }
    if (!load) return false;
    await mark(client, `${name}-begun`, { alone: (await tablesInUse(client)).length === 0 });
    await load();
    await mark(client, name, {});
    return true;
  } finally {
    await client.end();
  }
}

async function markOf(client: Client, name: string): Promise<{ alone?: boolean } | undefined> {
  const sql = 'select details from installation_marks where name = $1';
  return (await client.query<{ details: { alone?: boolean } }>(sql, [name])).rows[0]?.details;
}

async function mark(client: Client, name: string, details: { alone?: boolean }): Promise<void> {
  const sql = 'insert into installation_marks (name, made_at, details) values ($1, clock_timestamp(), $2)';
  await client.query(sql, [name, details]);
}
