import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestingModule } from '@nestjs/testing';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { projectRoot, newId, Transactions } from '../../../src/platform/database';
import {
  DueItems,
  Events,
  JobQueue,
  Jobs,
  migrateQueue,
  type QueueName,
  Relay,
  type Step,
  STEPS,
} from '../../../src/platform/queue';
import { rebuildQueuesTask, type TaskContext } from '../../../src/platform/start';
import { createDatabase, type TestDatabase } from '../../support/database';
import { DISTRICT, EFFECTS_TABLE, startSide, UNHURRIED, worker } from '../rooms/relay-world';

const REDIS = process.env['TEST_REDIS_URL'] ?? process.env['REDIS_URL'];
const BACKENDS = [['PostgreSQL', undefined], ...(REDIS ? [['Redis', REDIS]] : [])] as Array<
  [string, string | undefined]
>;
/** Each test starts processes, which takes its time on a busy machine. */
jest.setTimeout(60_000);
const BUILT = join(projectRoot(), 'node_modules', '.cache', `relay-kill-${process.pid}`);

describe('relay, worker and queue', () => {
  let database: TestDatabase;
  let owner: Pool;
  let web: TestingModule;
  const running: TestingModule[] = [];

  // Killed processes are real ones, so the program is compiled for them.
  beforeAll(async () => {
    const sources = [
      'src/platform',
      'test/integration/rooms/relay-world.ts',
      'test/integration/programs/relay-child.ts',
    ];
    execFileSync(join(projectRoot(), 'node_modules', '.bin', 'swc'), [...sources, '-d', BUILT, '--quiet'], {
      cwd: projectRoot(),
    });
    database = await createDatabase();
    await migrateQueue(database.ownerUrl);
    owner = new Pool({ connectionString: database.ownerUrl, max: 4 });
    await owner.query(EFFECTS_TABLE);
    web = await startSide('web', { url: database.appUrl });
  }, 60_000);

  afterEach(async () => {
    for (const side of running.splice(0)) await side.close();
  });
  afterAll(async () => {
    await web?.close();
    await owner?.end();
    rmSync(BUILT, { recursive: true, force: true });
  });

  const asWorker = <T>(work: () => Promise<T>): Promise<T> => web.get(Transactions).run(worker, work);
  const publish = (aggregateId: string): Promise<string> =>
    asWorker(() =>
      web.get(Events).publish({ type: 'thing.made', aggregateId, aggregateVersion: 1, districtCode: DISTRICT }),
    );
  const effectsOf = async (subject: string): Promise<string[]> => {
    const sql = 'select handler from effects where subject_id = $1 order by 1';
    return (await owner.query<{ handler: string }>(sql, [subject])).rows.map(({ handler }) => handler);
  };
  const openRows = async (): Promise<number> => {
    const { rows } = await owner.query<{ open: number }>(`select (
    (select count(*) from event_deliveries where done_at is null) +
    (select count(*) from due_items where done_at is null) +
    (select count(*) from job_runs where finished_at is null))::int as open`);
    return rows[0]?.open ?? 0;
  };

  /** Waits for the end of all work; what is done twice would be done a moment later, so it looks a moment longer. */
  async function settled(): Promise<void> {
    const deadline = Date.now() + 25_000;
    while ((await openRows()) > 0) {
      if (Date.now() > deadline) throw new Error('work is still open after 25 seconds');
      await sleep(20);
    }
    await sleep(100);
  }

  /** Waits until the server has seen the end of the queue's sessions; other specs have theirs in other databases. */
  async function disconnected(): Promise<void> {
    const deadline = Date.now() + 5_000;
    const sessions = `select 1 from pg_stat_activity where datname = current_database() and application_name = 'yuanlian-queue'`;
    while ((await owner.query(sessions)).rowCount) {
      if (Date.now() > deadline) throw new Error('the queue still has a session after 5 seconds');
      await sleep(20);
    }
  }

  /** All that the queue holds. Other specs keep their queues on the same Redis, each under its own prefix. */
  async function loseStore(redisUrl: string | undefined, prefix: string): Promise<void> {
    if (redisUrl === undefined) {
      await owner.query('drop schema bullmq cascade');
      return;
    }
    const redis = new Redis(redisUrl);
    const keys = await redis.keys(`${prefix}*`);
    expect(keys).not.toEqual([]);
    await redis.del(...keys);
    await redis.quit();
  }

  describe.each(BACKENDS)('on %s', (_, redisUrl) => {
    const prefix = `{relay-${process.pid}-${newId()}}`;
    const start = async (hurry?: typeof UNHURRIED): Promise<TestingModule> => {
      const settings = { redisPrefix: prefix, ...hurry };
      const side = await startSide('worker', { url: database.workerUrl, redisUrl, settings });
      running.push(side);
      return side;
    };

    async function dieAt(step: Step): Promise<void> {
      const child = join(BUILT, 'test/integration/programs/relay-child.js');
      const process = fork(child, [database.workerUrl, step, redisUrl ?? '', prefix], { stdio: 'ignore' });
      const [code, signal] = (await once(process, 'exit')) as [number | null, string | null];
      expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
    }

    it.each(STEPS)('a worker killed at %s leaves the effect of each event exactly once', async (step) => {
      const [thing, deadline] = [newId(), newId()];
      await asWorker(async () => {
        await web
          .get(Events)
          .publish({ type: 'thing.made', aggregateId: thing, aggregateVersion: 1, districtCode: DISTRICT });
        await web
          .get(DueItems)
          .set({ kind: 'test-reminder', subjectId: deadline, dueAt: new Date(0), districtCode: DISTRICT });
      });
      const run = step.startsWith('job')
        ? await asWorker(() => web.get(Jobs).start('test-import', DISTRICT, { rows: 0 }))
        : null;
      await dieAt(step);
      await start();
      await settled();
      expect(await effectsOf(thing)).toEqual(['test-count', 'test-letter']);
      expect(await effectsOf(deadline)).toEqual(['test-reminder']);
      if (run) expect(await asWorker(() => web.get(Jobs).find(run))).toMatchObject({ state: 'done', attempts: 2 });
    });

    it('two workers share the events, each done once', async () => {
      await Promise.all([start(UNHURRIED), start(UNHURRIED)]);
      const things = Array.from({ length: 100 }, newId);
      await Promise.all(things.map(publish));
      await settled();
      const all = await Promise.all(things.map(effectsOf));
      expect(all).toEqual(things.map(() => ['test-count', 'test-letter']));
    });

    it('runs long jobs in the background', async () => {
      await start();
      const id = await asWorker(() => web.get(Jobs).start('test-import', DISTRICT, { rows: 5 }));
      await settled();
      expect(await asWorker(() => web.get(Jobs).find(id))).toMatchObject({ state: 'done', doneCount: 5 });
    });

    it('losing every job loses nothing: the reconciler adds it again', async () => {
      const thing = newId();
      await publish(thing);
      const settings = { background: false, lease: 3_600_000, redisPrefix: prefix };
      const side = await startSide('worker', { url: database.workerUrl, redisUrl, settings });
      running.push(side);
      // A relay that hands its rows to a queue which forgets them.
      const queue = side.get(JobQueue);
      const add = jest.spyOn(queue, 'add').mockResolvedValueOnce();
      expect(await side.get(Relay).poll()).toBe(2);
      expect(await side.get(Relay).poll()).toBe(0);
      add.mockRestore();
      expect(await side.get(Relay).reconcile()).toBe(2);
      expect(await side.get(Relay).reconcile()).toBe(0);
      await start();
      await settled();
      expect(await effectsOf(thing)).toEqual(['test-count', 'test-letter']);
    });

    it('a store lost amid pending work is rebuilt by the task: the same totals, nothing twice', async () => {
      const things = Array.from({ length: 250 }, newId);
      await Promise.all(things.map(publish));
      const run = await asWorker(() => web.get(Jobs).start('test-import', DISTRICT, { rows: 3 }));
      const deadline = newId();
      const dueAt = new Date(0);
      await asWorker(() =>
        web.get(DueItems).set({ kind: 'test-reminder', subjectId: deadline, dueAt, districtCode: DISTRICT }),
      );
      const settings = { background: false, lease: 3_600_000, redisPrefix: prefix };
      const openSide = () => startSide('worker', { url: database.workerUrl, redisUrl, settings });
      const before = await openSide();
      while ((await before.get(Relay).poll()) > 0);
      expect(await before.get(Relay).reconcile()).toBe(0);
      await before.close();
      await loseStore(redisUrl, prefix);

      // As in task.ts, where it is migrateAll that makes the queue's tables anew.
      const task = rebuildQueuesTask(async () => {
        await migrateQueue(database.ownerUrl);
        return openSide();
      });
      const rebuild = async () => (await task.run({ words: [], options: {} }, {} as TaskContext)).data;
      expect(await rebuild()).toEqual({ events: 500, jobs: 1, waiting: 0, deadlines: 1 });
      expect(await rebuild()).toEqual({ events: 0, jobs: 0, waiting: 0, deadlines: 1 });

      await start(UNHURRIED);
      await settled();
      const all = await Promise.all(things.map(effectsOf));
      expect(all).toEqual(things.map(() => ['test-count', 'test-letter']));
      expect(await effectsOf(deadline)).toEqual(['test-reminder']);
      expect(await asWorker(() => web.get(Jobs).find(run))).toMatchObject({ state: 'done', doneCount: 3, attempts: 1 });
    });

    it('workers outlive the loss of the store: rebuilt beneath them, they go on', async () => {
      await start(UNHURRIED);
      const first = newId();
      await publish(first);
      await settled();
      await loseStore(redisUrl, prefix);
      const things = Array.from({ length: 20 }, newId);
      await Promise.all(things.map(publish));
      await migrateQueue(database.ownerUrl);
      await settled();
      expect(await Promise.all(things.map(effectsOf))).toEqual(things.map(() => ['test-count', 'test-letter']));
    });

    it('can be prepared again at the next start, when the worker has made sequences of its own', async () => {
      await expect(migrateQueue(database.ownerUrl)).resolves.toBeUndefined();
    });

    it('ends what it holds before it shuts down', async () => {
      const side = await startSide('worker', { url: database.workerUrl, redisUrl, settings: { redisPrefix: prefix } });
      const things = Array.from({ length: 10 }, newId);
      await Promise.all(things.map(publish));
      await side.close();
      await disconnected();
      for (const effects of await Promise.all(things.map(effectsOf)))
        expect(new Set(effects).size).toBe(effects.length);
      await start();
      await settled();
      expect(await Promise.all(things.map(effectsOf))).toEqual(things.map(() => ['test-count', 'test-letter']));
    });

    it('a row has one job, however often it is added', async () => {
      const settings = { background: false, redisPrefix: `${prefix.slice(0, -1)}-twice}` };
      const side = await startSide('worker', { url: database.workerUrl, redisUrl, settings });
      running.push(side);
      const queue = side.get(JobQueue);
      const [id, other] = [newId(), newId()];
      await queue.add('jobs', [id]);
      await queue.add('jobs', [id]);
      expect(await queue.missing('jobs' satisfies QueueName, [id, other])).toEqual([other]);
      const handled: string[] = [];
      await queue.work('jobs', 1, (each) => Promise.resolve(handled.push(each)));
      while ((await queue.missing('jobs', [id])).length === 0) await sleep(10);
      await sleep(100);
      expect(handled).toEqual([id]);
    });
  });
});
