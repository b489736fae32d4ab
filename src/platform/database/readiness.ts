import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { migrationClasses } from './migrations';

/** Whether the database is as far as this program needs it. */
@Injectable()
export class DatabaseReadiness {
  private wanted?: readonly string[];

  constructor(private readonly dataSource: DataSource) {}

  /** Every migration of this program was run; a database that is further on is fine (design 8.14). */
  async schemaCurrent(): Promise<boolean> {
    this.wanted ??= migrationClasses().map(({ name }) => name);
    const rows = await this.dataSource.query<Array<{ name: string }>>('select name from migrations');
    const done = new Set(rows.map(({ name }) => name));
    return this.wanted.every((name) => done.has(name));
  }

  /** A load that happens once has ended, e.g. that of the demonstration. */
  async loaded(name: string): Promise<boolean> {
    const sql = 'select from installation_marks where name = $1';
    return (await this.dataSource.query<unknown[]>(sql, [name])).length > 0;
  }
}
