import { setTimeout as sleep } from 'node:timers/promises';

const OPEN = `select ((select count(*) from audit_events) - (select coalesce(sum(row_count), 0) from audit_seals))::integer as rows`;

/**
 * Seals until no row of the record is left: a transaction that runs in whatever database of the cluster holds the horizon back, and
 * the newest rows are sealed when it has ended.
 */
export async function sealWhole(
  seal: () => Promise<unknown>,
  query: (sql: string) => Promise<object[]>,
): Promise<void> {
  for (;;) {
    await seal();
    const [left] = (await query(OPEN)) as Array<{ rows: number }>;
    if (left?.rows === 0) return;
    await sleep(50);
  }
}
