import type { MatrixWorld } from './matrix-world';

/** Rows that a call leaves behind though it was refused, or that time changes. */
const MOVING = [
  'audit_events',
  'audit_seals',
  'recorded_transactions',
  'browsed_files',
  'browsing_hours',
  'sessions',
  'rate_limits',
  'idempotency_keys',
  'event_deliveries',
  'job_runs',
  'due_items',
];
/** Columns that count how often something was read. */
const COUNTING = ['downloads', 'last_download_at', 'files', 'searches', 'vain_searches'];

/** A digest of every row of every table but those that move by themselves. */
export async function digestOfTables({ rows }: MatrixWorld): Promise<string[]> {
  const tables = await rows<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all ($1) order by 1`,
    [MOVING],
  );
  const all: string[] = [];
  for (const { name } of tables) {
    const [row] = await rows<{ digest: string }>(
      `select md5(coalesce(string_agg(row, '|' order by row), '')) as digest
         from (select (to_jsonb(t) - $1::text[])::text as row from ${name} t)`,
      [COUNTING],
    );
    all.push(`${name} ${row!.digest}`);
  }
  return all;
}
