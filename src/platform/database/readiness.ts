import type { DataSource } from 'typeorm';
import { migrationClasses } from './migrations';

let wanted: string[] | undefined;

/** Whether every migration of this program was run; a database that is further on is fine (design 8.14). */
export async function isSchemaCurrent(dataSource: DataSource): Promise<boolean> {
  wanted ??= migrationClasses().map(({ name }) => name);
  const rows = await dataSource.query<Array<{ name: string }>>('select name from migrations');
  const done = new Set(rows.map(({ name }) => name));
  return wanted.every((name) => done.has(name));
}

/** Whether a load that happens once has ended, e.g. that of the demonstration. */
export async function isLoaded(dataSource: DataSource, name: string): Promise<boolean> {
  const rows = await dataSource.query<unknown[]>('select from installation_marks where name = $1', [name]);
  return rows.length > 0;
}
