import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { listedErasures } from '../crypto';
import { projectRoot } from '../database';
import { BACKUP_FORMAT, type BackupHeader, type BackupManifest, BackupReader } from './backup-file';
import { type BackupTable, listForeignKeys, listTables, schemaVersion, selectAll, TEXT_FORMS } from './backup-tables';
import { rowsOf } from './backup.task';
import { copyIn, copyOut } from './copy-stream';
import { say, StartError } from './messages';
import { migrateAll } from './prepare-database';
import { RowDigest } from './row-digest';
import { defineTask } from './tasks';

/**
 * Puts the rows of a backup into a database that has the schema and no rows, and reads them all back to compare. One
 * transaction: on any difference nothing is kept. Households of `erased` are erased again before anybody can read them
 * (design 8.8).
 * @throws StartError `restore-not-empty`, `restore-version`, `restore-different`, `backup-broken`
 */
export async function restore(ownerUrl: string, file: string, erased: readonly string[] = []): Promise<BackupManifest> {
  const reader = new BackupReader(file);
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(TEXT_FORMS);
    const header = await reader.json<BackupHeader>();
    if (header.format !== BACKUP_FORMAT) throw reader.broken('format');
    await checkVersion(client, header);
    const tables = await listTables(client);
    await checkEmpty(client);
    const manifest = await fill(client, reader, tables);
    await checkRows(client, tables, manifest);
    await callHook(client);
    for (const householdId of erased) await client.query('select app.replay_erasure($1)', [householdId]);
    await client.query('commit');
    return manifest;
  } finally {
    await reader.close();
    await client.end();
  }
}

async function checkVersion(client: Client, { schema }: BackupHeader): Promise<void> {
  const present = await schemaVersion(client);
  if (present.join() === schema.join()) return;
  throw new StartError('restore-version', { found: schema.at(-1) ?? '-', expected: present.at(-1) ?? '-' });
}

async function checkEmpty(client: Client): Promise<void> {
  const used = await tablesInUse(client);
  if (used.length > 0) throw new StartError('restore-not-empty', { tables: used.join(', ') });
}

/** Tables with rows. Those that a migration itself has put there are no sign of use. */
export async function tablesInUse(client: Client): Promise<string[]> {
  const folder = join(projectRoot(), 'migrations');
  const sql = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const seeded = (table: string): boolean => {
    const insert = new RegExp(`insert into (public\\.)?${table.replace(/^public\./, '')}\\b`, 'i');
    return sql.some((text) => insert.test(text));
  };
  const used: string[] = [];
  for (const { name } of await listTables(client)) {
    const { rowCount } = await client.query(`select from ${name} limit 1`);
    if (rowCount !== 0 && !seeded(name)) used.push(name);
  }
  return used;
}

/**
 * Foreign keys are taken away for the time of copying and put back, checked, at the end: no order of tables could
 * satisfy circles, and the owner need not be a superuser. Triggers must not act on rows that have their effects already.
 */
async function fill(client: Client, reader: BackupReader, tables: readonly BackupTable[]): Promise<BackupManifest> {
  const keys = await listForeignKeys(client);
  for (const key of keys) await client.query(`alter table ${key.table} drop constraint ${key.name}`);
  for (const { name } of tables) {
    await client.query(`alter table ${name} disable trigger user`);
    await client.query(`delete from ${name}`);
  }
  for (let count = 0; count < tables.length; count += 1) await fillTable(client, reader);
  const manifest = await reader.json<BackupManifest>();
  for (const { name } of tables) await client.query(`alter table ${name} enable trigger user`);
  for (const key of keys) await client.query(`alter table ${key.table} add constraint ${key.name} ${key.definition}`);
  for (const { name, value } of manifest.sequences) {
    if (value !== null) await client.query('select setval($1::regclass, $2::bigint)', [name, value]);
  }
  return manifest;
}

async function fillTable(client: Client, reader: BackupReader): Promise<void> {
  const table = await reader.json<BackupTable>();
  for (const { name, bound } of table.partitions) {
    await client.query(`create table if not exists ${name} partition of ${table.name} ${bound}`);
  }
  await copyIn(client, `copy ${table.name} (${table.columns.join(', ')}) from stdin`, reader.rows());
}

async function checkRows(client: Client, tables: readonly BackupTable[], manifest: BackupManifest): Promise<void> {
  for (const table of tables) {
    const digest = new RowDigest();
    await copyOut(client, selectAll(table), (row) => {
      digest.add(row);
      return undefined;
    });
    const wanted = manifest.tables.find(({ name }) => name === table.name);
    const same = wanted !== undefined && wanted.rows === digest.rows && wanted.digest === digest.value;
    if (!same) throw new StartError('restore-different', { table: table.name });
  }
}

/** What rooms have to do after a restore (a new epoch of the record) stands in this function. */
async function callHook(client: Client): Promise<void> {
  const { rows } = await client.query<{ present: boolean }>(
    `select to_regprocedure('app.after_restore()') is not null as present`,
  );
  if (rows[0]?.present === true) await client.query('select app.after_restore()');
}

export const restoreTask = defineTask({
  name: 'restore',
  usage: 'FILE',
  describe: 'Put the rows of a backup into an empty database, compare every row, erase again what was erased since.',
  words: 1,
  async run({ words: [word = ''] }, { config, urls }) {
    await migrateAll(urls.ownerUrl);
    const erased = await listedErasures(config.dataDir);
    const manifest = await restore(urls.ownerUrl, resolve(word), erased);
    const numbers = { tables: manifest.tables.length, rows: rowsOf(manifest), erased: erased.length };
    return { line: say('restore-done', numbers), data: { ...numbers, ...manifest } };
  },
});
