import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { projectRoot } from './project-root';

/** One hand-written file: `<14 digits>-<verb-noun>.sql` with a `-- migrate:up` and a `-- migrate:down` part. */
function readMigration(file: string): { name: string; up: string; down: string } {
  const match = /^(\d{14})-([a-z0-9-]+)\.sql$/.exec(file);
  const text = readFileSync(join(projectRoot(), 'migrations', file), 'utf8');
  const [, up, down] = /^-- migrate:up$([\s\S]*?)^-- migrate:down$([\s\S]*)$/m.exec(text) ?? [];
  if (!match || up === undefined || down === undefined) throw new Error(`Not a migration: migrations/${file}`);
  // TypeORM orders by the last 13 digits of the class name.
  const words = match[2]!.split('-').map((word) => word[0]!.toUpperCase() + word.slice(1));
  return { name: `${words.join('')}${match[1]!.slice(1)}`, up, down };
}

/** The migration classes of TypeORM, made from the SQL files in `migrations/`. */
export function migrationClasses(): Array<new () => MigrationInterface> {
  const files = readdirSync(join(projectRoot(), 'migrations')).filter((file) => file.endsWith('.sql'));
  return files.sort().map((file) => {
    const { name, up, down } = readMigration(file);
    const SqlMigration = class implements MigrationInterface {
      name = name;
      async up(runner: QueryRunner): Promise<void> {
        await runner.query(up);
      }
      async down(runner: QueryRunner): Promise<void> {
        await runner.query(down);
      }
    };
    Object.defineProperty(SqlMigration, 'name', { value: name });
    return SqlMigration;
  });
}
