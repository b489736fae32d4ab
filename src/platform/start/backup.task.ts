import { resolve } from 'node:path';
import { Client } from 'pg';
import { BACKUP_FORMAT, type BackupManifest, BackupWriter, END_OF_ROWS } from './backup-file';
import { listSequences, listTables, schemaVersion, selectAll, TEXT_FORMS } from './backup-tables';
import { copyOut } from './copy-stream';
import { reasonOf, say, StartError } from './messages';
import { RowDigest } from './row-digest';
import { defineTask } from './tasks';

/**
 * Writes all rows of business into one file: a backup, and the way to another PostgreSQL version (design 8.15). All
 * tables are read in one snapshot while the product goes on.
 * @throws StartError `file-exists`, `file-unwritable`
 */
export async function backup(ownerUrl: string, file: string): Promise<BackupManifest> {
  const writer = new BackupWriter(file);
  const client = new Client({ connectionString: ownerUrl });
  try {
    await client.connect();
    await client.query('begin isolation level repeatable read read only');
    await client.query(TEXT_FORMS);
    await writer.line({
      format: BACKUP_FORMAT,
      createdAt: new Date().toISOString(),
      schema: await schemaVersion(client),
    });
    const manifest: BackupManifest = { tables: [], sequences: await listSequences(client) };
    for (const table of await listTables(client)) {
      const digest = new RowDigest();
      await writer.line(table);
      await copyOut(client, selectAll(table), (row) => {
        digest.add(row);
        return writer.row(row);
      });
      await writer.line(END_OF_ROWS);
      manifest.tables.push({ name: table.name, rows: digest.rows, digest: digest.value });
    }
    await writer.line(manifest);
    await writer.complete();
    return manifest;
  } catch (error) {
    writer.abandon();
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall !== undefined) throw new StartError('file-unwritable', { file, reason: code ?? reasonOf(error) });
    throw error;
  } finally {
    await client.end();
  }
}

export function rowsOf({ tables }: BackupManifest): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}

export const backupTask = defineTask({
  name: 'backup',
  usage: 'FILE',
  describe: 'Write all rows into one new file, while the product runs. Secret keys are not in it.',
  words: 1,
  async run({ words: [word = ''] }, { urls }) {
    const file = resolve(word);
    const manifest = await backup(urls.ownerUrl, file);
    const numbers = { file, tables: manifest.tables.length, rows: rowsOf(manifest) };
    return { line: say('backup-done', numbers), data: { ...numbers, ...manifest } };
  },
});
