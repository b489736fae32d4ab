import { Injectable } from '@nestjs/common';
import { Transactions } from '../database';
import { relayActor } from './queue-actor';
import { QueueSettings } from './queue-settings';

/**
 * $1 days after its end; housekeeping goes by system time (design 8.9). Ids sort by creation, so below the id of that
 * moment the primary key leads to what is old enough. Deliveries go with their event.
 */
const BEFORE = `(select uuidv7($1 * interval '-1 day'))`;
const ENDED = `clock_timestamp() - $1 * interval '1 day'`;
const WORK: readonly string[] = [
  `delete from outbox_events where id in (select e.id from outbox_events e where e.id < ${BEFORE} and not exists (
     select from event_deliveries d where d.event_id = e.id and (d.done_at is null or d.done_at >= ${ENDED})) limit $2)`,
  `delete from due_items where id in (select id from due_items where id < ${BEFORE} and done_at < ${ENDED} limit $2)`,
  `delete from job_runs where id in (select id from job_runs where id < ${BEFORE} and finished_at < ${ENDED} limit $2)`,
];
/** Design 8.13. */
const REPEATS = `delete from idempotency_keys where ctid = any (array(
  select ctid from idempotency_keys where created_at < ${ENDED} limit $2))`;
/** Design 8.5. Every change of an offering writes here, also where no index reads it. */
const CHANGES = `delete from offering_changes where ctid = any (array(
  select ctid from offering_changes where noted_at < ${ENDED} limit $2))`;

/** Forgets work that has ended (the record keeps what happened). What is open or dead stays, however old. */
@Injectable()
export class Retention {
  constructor(
    private readonly transactions: Transactions,
    private readonly settings: QueueSettings,
  ) {}

  /** @returns how many rows went, deliveries of events not counted */
  async prune(): Promise<number> {
    const { keepChanges, keepEnded, keepRepeats } = this.settings;
    let total = 0;
    for (const sql of WORK) total += await this.all(sql, keepEnded);
    total += await this.all(CHANGES, keepChanges);
    return total + (await this.all(REPEATS, keepRepeats));
  }

  /** In short transactions, so that nobody waits. */
  private async all(sql: string, days: number): Promise<number> {
    const { batch } = this.settings;
    let total = 0;
    for (;;) {
      const [, gone] = await this.transactions.runApart(relayActor, () =>
        this.transactions.manager.query<[unknown, number]>(sql, [days, batch]),
      );
      total += gone;
      if (gone < batch) return total;
    }
  }
}
