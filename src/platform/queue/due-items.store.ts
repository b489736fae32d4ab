import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../database';
import type { DueItem } from './handlers';

const OPEN = 'done_at is null and dead_at is null';
const COLUMNS = `id, kind, subject_id as "subjectId", district_code as "districtCode", due_at as "dueAt", attempts`;

export type OpenDueItem = DueItem & { attempts: number };

/** Deadlines; at most one open one for each kind and subject. */
@Injectable()
export class DueItemsStore {
  constructor(private readonly transactions: Transactions) {}

  async setAll(items: ReadonlyArray<Omit<DueItem, 'id'>>): Promise<void> {
    const column = <T>(of: (item: Omit<DueItem, 'id'>) => T): T[] => items.map(of);
    // In the order of the subjects: two who set the same never wait for each other.
    await this.query(
      `insert into due_items (id, kind, subject_id, district_code, due_at)
         select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::timestamptz[]) i (id, kind, subject, district, due)
         order by i.kind, i.subject
         on conflict (kind, subject_id) where done_at is null
         do update set due_at = excluded.due_at, attempts = 0, next_at = null, dead_at = null, last_error = null`,
      [
        ...[items.map(() => newId()), column(({ kind }) => kind), column(({ subjectId }) => subjectId)],
        ...[column(({ districtCode }) => districtCode), column(({ dueAt }) => dueAt)],
      ],
    );
  }

  async cancel(kind: string, subjectId: string): Promise<void> {
    await this.query(`delete from due_items where kind = $1 and subject_id = $2 and done_at is null`, [
      kind,
      subjectId,
    ]);
  }

  async dueAtOf(kind: string, subjectIds: readonly string[]): Promise<Map<string, Date>> {
    const sql = `select subject_id as id, due_at as "dueAt" from due_items
      where kind = $1 and subject_id = any($2::uuid[]) and ${OPEN}`;
    const rows =
      subjectIds.length > 0 ? await this.query<Array<{ id: string; dueAt: Date }>>(sql, [kind, subjectIds]) : [];
    return new Map(rows.map(({ id, dueAt }) => [id, dueAt]));
  }

  async countOpen(): Promise<number> {
    const sql = `select count(*)::int as count from due_items where ${OPEN}`;
    return (await this.query<Array<{ count: number }>>(sql, []))[0]?.count ?? 0;
  }

  /** Items whose time has come, the oldest first. */
  due(now: Date, limit: number): Promise<OpenDueItem[]> {
    const sql = `select ${COLUMNS} from due_items where ${OPEN} and due_at <= $1
      and (next_at is null or next_at <= clock_timestamp()) order by due_at, id limit $2`;
    return this.query(sql, [now, limit]);
  }

  /** Locks an item that is still due; null when another has it, or it was moved, cancelled or done meanwhile. */
  async take(id: string, now: Date): Promise<OpenDueItem | null> {
    const sql = `select ${COLUMNS} from due_items where id = $1 and ${OPEN} and due_at <= $2 for update skip locked`;
    const [row] = await this.query<OpenDueItem[]>(sql, [id, now]);
    return row ?? null;
  }

  async finish(id: string, now: Date): Promise<void> {
    await this.query(`update due_items set done_at = $2, last_error = null where id = $1`, [id, now]);
  }

  async fail(id: string, error: string, wait: number, maxAttempts: number): Promise<void> {
    await this.query(
      `update due_items set attempts = attempts + 1, last_error = $2,
         next_at = clock_timestamp() + $3 * interval '1 ms',
         dead_at = case when attempts + 1 >= $4 then clock_timestamp() end where id = $1 and ${OPEN}`,
      [id, error, wait, maxAttempts],
    );
  }

  private query<T>(sql: string, parameters: unknown[]): Promise<T> {
    return this.transactions.manager.query<T>(sql, parameters);
  }
}
