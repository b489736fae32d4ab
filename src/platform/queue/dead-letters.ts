import { Injectable } from '@nestjs/common';
import { type Page, pageOf, Transactions } from '../database';
import { notFound } from '../errors';
import { relayBell } from './relay-bell';

/** Work that was given up after its last attempt. */
export interface DeadLetter {
  id: string;
  kind: 'event' | 'deadline';
  /** Subscriber, or kind of deadline. */
  handler: string;
  /** Type of the event; of a deadline its kind. */
  type: string;
  subjectId: string;
  districtCode: string;
  attempts: number;
  lastError: string | null;
  deadAt: Date;
}

const DEAD = `
  select d.id, 'event' as kind, d.subscriber as handler, e.type, e.aggregate_id as "subjectId",
    e.district_code as "districtCode", d.attempts, d.last_error as "lastError", d.dead_at as "deadAt"
  from event_deliveries d join outbox_events e on e.id = d.event_id where d.dead_at is not null
  union all
  select id, 'deadline', kind, kind, subject_id, district_code, attempts, last_error, dead_at
  from due_items where dead_at is not null`;

/** The dead-letter list and its replay; for system administrators (the policies say so too). */
@Injectable()
export class DeadLetters {
  constructor(private readonly transactions: Transactions) {}

  async count(): Promise<number> {
    const sql = `select count(*)::int as count from (${DEAD}) dead`;
    const [row] = await this.transactions.manager.query<Array<{ count: number }>>(sql);
    return row?.count ?? 0;
  }

  /** Newest ids first. */
  async list(page: { limit: number; after?: string }): Promise<Page<DeadLetter>> {
    const rows = await this.transactions.manager.query<DeadLetter[]>(
      `select * from (${DEAD}) dead where $1::uuid is null or id < $1::uuid order by id desc limit $2`,
      [page.after ?? null, page.limit + 1],
    );
    return pageOf(rows, page.limit, ({ id }) => [id]);
  }

  /** Opens it again with all its attempts. @throws AppError 404 `dead-letter-not-found` */
  async replay(id: string): Promise<void> {
    const { manager } = this.transactions;
    const again = 'set attempts = 0, dead_at = null, next_at = clock_timestamp()';
    const where = 'where id = $1 and dead_at is not null';
    const [, deliveries] = await manager.query<[unknown, number]>(
      `update event_deliveries ${again}, enqueued_at = null ${where}`,
      [id],
    );
    const [, items] = await manager.query<[unknown, number]>(`update due_items ${again} ${where}`, [id]);
    if (deliveries + items === 0) throw notFound('dead-letter-not-found');
    this.transactions.afterCommit(() => relayBell.ring());
  }
}
