import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../database';
import type { DomainEvent } from './event';

export interface Delivery {
  id: string;
  subscriber: string;
  attempts: number;
  event: DomainEvent;
}

const OPEN = 'done_at is null and dead_at is null';
const EVENT = `json_build_object('id', e.id, 'type', e.type, 'schemaVersion', e.schema_version,
  'aggregateId', e.aggregate_id, 'aggregateVersion', e.aggregate_version, 'householdId', e.household_id,
  'districtCode', e.district_code, 'data', e.data, 'actor', e.actor) as event, e.occurred_at as "occurredAt"`;
const INSERT = `insert into outbox_events (id, type, schema_version, aggregate_id, aggregate_version, household_id,
    district_code, data, actor, occurred_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
// One round trip for both: most changes publish something.
const INSERT_WITH_DELIVERIES = `with event as (${INSERT})
  insert into event_deliveries (id, event_id, subscriber) select id, $1, subscriber
    from unnest($11::uuid[], $12::text[]) as given (id, subscriber)`;
type Row = Omit<Delivery, 'event'> & { event: Omit<DomainEvent, 'occurredAt'>; occurredAt: Date };

/** Events and their deliveries. A delivery is open until it is done or dead. */
@Injectable()
export class DeliveriesStore {
  constructor(private readonly transactions: Transactions) {}

  async addEvent(event: DomainEvent, subscribers: readonly string[]): Promise<void> {
    const values = [
      ...[event.id, event.type, event.schemaVersion, event.aggregateId, event.aggregateVersion, event.householdId],
      ...[event.districtCode, JSON.stringify(event.data), JSON.stringify(event.actor), event.occurredAt],
    ];
    if (subscribers.length === 0) await this.query(INSERT, values);
    else await this.query(INSERT_WITH_DELIVERIES, [...values, subscribers.map(() => newId()), subscribers]);
  }

  /** Takes due deliveries for the queue: they come due again after the lease, should the queue lose them. */
  async lease(limit: number, lease: number): Promise<string[]> {
    const [rows] = await this.query<[Array<{ id: string }>, number]>(
      `update event_deliveries set enqueued_at = clock_timestamp(), next_at = clock_timestamp() + $2 * interval '1 ms'
        where id in (select id from event_deliveries where ${OPEN} and next_at <= clock_timestamp()
                      order by next_at limit $1 for update skip locked) returning id`,
      [limit, lease],
    );
    return rows.map(({ id }) => id);
  }

  /** Deliveries that should be with the queue. */
  enqueued(after: string, limit: number): Promise<string[]> {
    return this.ids(`${OPEN} and enqueued_at is not null and id > $1 order by id limit $2`, [after, limit]);
  }

  /** Deliveries that somebody ought to be working on now. */
  current(limit: number): Promise<string[]> {
    return this.ids(`${OPEN} and (next_at <= clock_timestamp() or enqueued_at is not null) order by id limit $1`, [
      limit,
    ]);
  }

  /** Open deliveries that are not with the queue, due or not. */
  async countWaiting(): Promise<number> {
    const sql = `select count(*)::int as count from event_deliveries where ${OPEN} and enqueued_at is null`;
    return (await this.query<Array<{ count: number }>>(sql, []))[0]?.count ?? 0;
  }

  async find(id: string): Promise<Delivery | null> {
    const [row] = await this.query<Row[]>(
      `select d.id, d.subscriber, d.attempts, ${EVENT} from event_deliveries d
         join outbox_events e on e.id = d.event_id where d.id = $1 and ${OPEN}`,
      [id],
    );
    return row ? { ...row, event: { ...row.event, occurredAt: row.occurredAt } } : null;
  }

  /** Locks an open delivery for this transaction; false when another has it or it has ended. */
  async take(id: string): Promise<boolean> {
    const sql = `select id from event_deliveries where id = $1 and ${OPEN} for update skip locked`;
    return (await this.query<unknown[]>(sql, [id])).length > 0;
  }

  async finish(id: string): Promise<void> {
    await this.query(`update event_deliveries set done_at = clock_timestamp(), last_error = null where id = $1`, [id]);
  }

  async fail(id: string, error: string, wait: number, maxAttempts: number): Promise<void> {
    await this.query(
      `update event_deliveries set attempts = attempts + 1, last_error = $2, enqueued_at = null,
         next_at = clock_timestamp() + $3 * interval '1 ms',
         dead_at = case when attempts + 1 >= $4 then clock_timestamp() end
       where id = $1 and ${OPEN}`,
      [id, error, wait, maxAttempts],
    );
  }

  private async ids(where: string, parameters: unknown[]): Promise<string[]> {
    const rows = await this.query<Array<{ id: string }>>(`select id from event_deliveries where ${where}`, parameters);
    return rows.map(({ id }) => id);
  }

  private query<T>(sql: string, parameters: unknown[]): Promise<T> {
    return this.transactions.manager.query<T>(sql, parameters);
  }
}
