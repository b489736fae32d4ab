import type { TestingModule } from '@nestjs/testing';
import type { Pool } from 'pg';
import { newId, Transactions } from '../../../src/platform/database';
import { DeadLetters, DueItems, type JobRun, Jobs, QueueDrain } from '../../../src/platform/queue';
import { Clock } from '../../../src/platform/time';
import { openQueueSides, type QueueSides } from './queue-sides';
import { administrator, DISTRICT, Importer, Reminder, worker } from './relay-world';

describe('deadlines and long jobs', () => {
  let sides: QueueSides;
  let owner: Pool;
  let web: TestingModule;
  let side: TestingModule;

  beforeAll(async () => {
    sides = await openQueueSides({ maxAttempts: 3, maxJobAttempts: 2 });
    ({ owner, web, side } = sides);
  });
  afterAll(() => sides?.close());
  afterEach(() => side.get(Clock).reset());

  const asWorker = <T>(work: () => Promise<T>): Promise<T> => web.get(Transactions).run(worker, work);
  const drain = (): Promise<number> => side.get(QueueDrain).drain();
  const effectsOf = async (subjectId: string): Promise<number> =>
    (await owner.query('select 1 from effects where subject_id = $1', [subjectId])).rows.length;

  describe('a deadline', () => {
    const dueAt = new Date('2027-03-01T08:00:00Z');
    const set = (subjectId: string, at = dueAt): Promise<void> =>
      asWorker(() => web.get(DueItems).set({ kind: 'test-reminder', subjectId, dueAt: at, districtCode: DISTRICT }));
    const passTo = (instant: string): void => side.get(Clock).set(new Date(instant));

    it('is kept in business time: nothing before it, once after it', async () => {
      const subject = newId();
      await set(subject);
      passTo('2027-03-01T07:59:00Z');
      await drain();
      expect(await effectsOf(subject)).toBe(0);
      passTo('2027-03-01T08:00:01Z');
      await drain();
      await drain();
      expect(await effectsOf(subject)).toBe(1);
    });

    it('can be moved and taken back', async () => {
      const [moved, cancelled] = [newId(), newId()];
      await set(moved);
      await set(moved, new Date('2027-04-01T00:00:00Z'));
      await set(cancelled);
      await asWorker(() => web.get(DueItems).cancel('test-reminder', cancelled));
      expect(await asWorker(() => web.get(DueItems).dueAt('test-reminder', cancelled))).toBeNull();
      passTo('2027-03-02T00:00:00Z');
      await drain();
      expect([await effectsOf(moved), await effectsOf(cancelled)]).toEqual([0, 0]);
      passTo('2027-04-01T00:00:01Z');
      await drain();
      expect([await effectsOf(moved), await effectsOf(cancelled)]).toEqual([1, 0]);
    });

    it('leaves nothing when its transaction rolls back', async () => {
      const subject = newId();
      const undone = asWorker(async () => {
        await web.get(DueItems).set({ kind: 'test-reminder', subjectId: subject, dueAt, districtCode: DISTRICT });
        throw new Error('no');
      });
      await expect(undone).rejects.toThrow('no');
      passTo('2027-03-02T00:00:00Z');
      await drain();
      expect(await effectsOf(subject)).toBe(0);
    });

    it('is tried again after a failure, and can be set anew once it is done', async () => {
      const subject = newId();
      side.get(Reminder).failures = 1;
      await set(subject);
      passTo('2027-03-02T00:00:00Z');
      await drain();
      expect(await effectsOf(subject)).toBe(1);
      await set(subject);
      await drain();
      expect(await effectsOf(subject)).toBe(2);
    });

    it('is given up after the last attempt and can be replayed', async () => {
      const subject = newId();
      side.get(Reminder).failures = 3;
      await set(subject);
      passTo('2027-03-02T00:00:00Z');
      await drain();
      expect(await effectsOf(subject)).toBe(0);
      const asAdministrator = <T>(work: () => Promise<T>) => web.get(Transactions).run(administrator, work);
      const { items } = await asAdministrator(() => web.get(DeadLetters).list({ limit: 10 }));
      const dead = items.find(({ subjectId }) => subjectId === subject);
      expect(dead).toMatchObject({ kind: 'deadline', handler: 'test-reminder', lastError: 'Error: not yet' });
      await asAdministrator(() => web.get(DeadLetters).replay(dead?.id ?? ''));
      await drain();
      expect(await effectsOf(subject)).toBe(1);
    });

    it('is handled once by pollers that come at the same time', async () => {
      const subjects = Array.from({ length: 20 }, newId);
      for (const subject of subjects) await set(subject);
      passTo('2027-03-02T00:00:00Z');
      await Promise.all([drain(), drain(), drain()]);
      expect(await Promise.all(subjects.map(effectsOf))).toEqual(subjects.map(() => 1));
    });
  });

  describe('a long job', () => {
    const start = (data: Record<string, number | boolean>): Promise<string> =>
      asWorker(() => web.get(Jobs).start('test-import', DISTRICT, data));
    const find = (id: string): Promise<JobRun | null> => asWorker(() => web.get(Jobs).find(id));

    it('runs after the commit, shows progress and keeps its result', async () => {
      const id = await start({ rows: 3 });
      expect(await find(id)).toMatchObject({ state: 'queued', doneCount: 0, requestedBy: worker.userId });
      await drain();
      const run = await find(id);
      expect(run).toMatchObject({ state: 'done', doneCount: 3, totalCount: 3, result: { rows: 3 }, attempts: 1 });
      expect(await effectsOf(id)).toBe(3);
    });

    it('stops when asked to', async () => {
      const id = await start({ rows: 3 });
      await asWorker(() => web.get(Jobs).cancel(id));
      await drain();
      expect(await find(id)).toMatchObject({ state: 'cancelled', doneCount: 0, result: { stoppedAt: 1 } });
    });

    it('fails after its attempts, with the reason', async () => {
      const id = await start({ rows: 1, breaks: true });
      await drain();
      expect(await find(id)).toMatchObject({ state: 'failed', attempts: 2, lastError: 'Error: broken file' });
    });

    it('that lost its lease half-way is not taken for done: the next attempt begins it anew', async () => {
      const importer = side.get(Importer);
      importer.meanwhile = (job, row) =>
        job.attempt === 1 && row === 3
          ? owner.query(`update job_runs set state = 'queued', next_at = clock_timestamp() where id = $1`, [job.id])
          : Promise.resolve();
      const id = await start({ rows: 4 });
      await drain();
      importer.meanwhile = () => Promise.resolve();
      expect(await find(id)).toMatchObject({ state: 'done', attempts: 2, doneCount: 4, result: { rows: 4 } });
      expect(await effectsOf(id)).toBe(2 + 4);
    });

    it('must have a handler', async () => {
      await expect(asWorker(() => web.get(Jobs).start('nobody-does-it', DISTRICT))).rejects.toThrow(/No handler/);
    });
  });
});
