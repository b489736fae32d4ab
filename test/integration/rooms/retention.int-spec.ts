import type { TestingModule } from '@nestjs/testing';
import type { Pool } from 'pg';
import { newId, Transactions } from '../../../src/platform/database';
import { DueItems, Events, Jobs, QueueDrain, Retention } from '../../../src/platform/queue';
import { openQueueSides, type QueueSides } from './queue-sides';
import { DISTRICT, LetterWriter, Reminder, startSide, worker } from './relay-world';

/** Makes every row of the queue older by so many days: its moments, and the moment in its id. */
const age = (days: number): string => `
  alter table event_deliveries drop constraint event_deliveries_event_id_fkey;
  create temporary table renamed as select id as was, uuidv7(interval '-${days} days') as now from outbox_events;
  update outbox_events set id = now from renamed where id = was;
  update event_deliveries set event_id = now from renamed where event_id = was;
  drop table renamed;
  alter table event_deliveries add constraint event_deliveries_event_id_fkey
    foreign key (event_id) references outbox_events (id) on delete cascade;
  update event_deliveries set done_at = done_at - interval '${days} days', dead_at = dead_at - interval '${days} days';
  update due_items set id = uuidv7(interval '-${days} days'), done_at = done_at - interval '${days} days';
  update job_runs set id = uuidv7(interval '-${days} days'), finished_at = finished_at - interval '${days} days';
  update idempotency_keys set created_at = created_at - interval '${days} days';`;

describe('what is kept of ended work', () => {
  let sides: QueueSides;
  let owner: Pool;
  let web: TestingModule;
  let side: TestingModule;

  beforeAll(async () => {
    // Batches of two: there is more than one of them.
    sides = await openQueueSides({ maxAttempts: 1, maxJobAttempts: 1, batch: 2 });
    ({ owner, web, side } = sides);
  });
  afterAll(() => sides?.close());

  const asWorker = <T>(work: () => Promise<T>): Promise<T> => web.get(Transactions).run(worker, work);
  const event = (): Promise<string> =>
    asWorker(() =>
      web
        .get(Events)
        .publish({ type: 'thing.made', aggregateId: newId(), aggregateVersion: 1, districtCode: DISTRICT }),
    );
  const deadline = (dueAt: Date): Promise<void> =>
    asWorker(() => web.get(DueItems).set({ kind: 'test-reminder', subjectId: newId(), dueAt, districtCode: DISTRICT }));
  const job = (): Promise<string> => asWorker(() => web.get(Jobs).start('test-import', DISTRICT, { rows: 1 }));
  const drain = (): Promise<number> => side.get(QueueDrain).drain();
  const prune = (): Promise<number> => side.get(Retention).prune();
  const left = async (): Promise<Record<string, number>> => {
    const { rows } = await owner.query<Record<string, number>>(`select
      (select count(*) from outbox_events)::int as events, (select count(*) from event_deliveries)::int as deliveries,
      (select count(*) from due_items)::int as deadlines, (select count(*) from job_runs)::int as jobs,
      (select count(*) from idempotency_keys)::int as repeats`);
    return rows[0] ?? {};
  };

  it('goes 90 days after its end; what waits and what is dead stays', async () => {
    for (let count = 0; count < 5; count += 1) await event();
    for (let count = 0; count < 3; count += 1) await deadline(new Date(0));
    await job();
    await drain();
    await owner.query(`insert into idempotency_keys (actor_id, key, digest) values ('a', 'k', 'd')`);

    side.get(LetterWriter).failures = 1;
    await event();
    side.get(Reminder).failures = 1;
    await deadline(new Date(0));
    await drain();

    await event();
    await deadline(new Date('2099-01-01'));
    await job();
    expect(await left()).toEqual({ events: 7, deliveries: 14, deadlines: 5, jobs: 2, repeats: 1 });
    expect(await prune()).toBe(0);

    await owner.query(age(89));
    expect(await prune()).toBe(1);
    expect(await left()).toEqual({ events: 7, deliveries: 14, deadlines: 5, jobs: 2, repeats: 0 });

    await owner.query(age(91));
    expect(await prune()).toBe(5 + 3 + 1);
    expect(await left()).toEqual({ events: 2, deliveries: 4, deadlines: 2, jobs: 1, repeats: 0 });

    // What waited is done now, and old by its id only: it stays its days.
    await drain();
    expect(await prune()).toBe(0);
  });

  it('goes after an hour where it is the feed of changed offerings, whoever reads it', async () => {
    const note = `insert into offering_changes (offering_id, noted_at)
      select uuidv7(), clock_timestamp() - interval '1 minute' * $1 from generate_series(1, 5)`;
    await owner.query(note, [61]);
    await owner.query(note, [59]);
    expect(await prune()).toBe(5);
    expect((await owner.query('select 1 from offering_changes')).rowCount).toBe(5);
  });

  it('is forgotten by the worker in the background', async () => {
    await event();
    await drain();
    await owner.query(age(91));
    const background = await startSide('worker', { url: sides.database.workerUrl, settings: { pruneInterval: 50 } });
    try {
      while ((await left())['events'] !== 1) await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      await background.close();
    }
  });
});
