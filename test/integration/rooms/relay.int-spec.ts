import type { TestingModule } from '@nestjs/testing';
import type { Pool } from 'pg';
import { NoTransactionError, newId, Transactions } from '../../../src/platform/database';
import { requestContext } from '../../../src/platform/http';
import { DeadLetters, Events, QueueDrain } from '../../../src/platform/queue';
import { openQueueSides, type QueueSides } from './queue-sides';
import { administrator, DISTRICT, LetterWriter, worker } from './relay-world';

describe('outbox and relay', () => {
  let sides: QueueSides;
  let owner: Pool;
  let web: TestingModule;
  let side: TestingModule;

  beforeAll(async () => {
    sides = await openQueueSides({ maxAttempts: 3 });
    ({ owner, web, side } = sides);
  });
  afterAll(() => sides?.close());

  const publish = (aggregateId: string, type = 'thing.made'): Promise<string> =>
    web
      .get(Transactions)
      .run(worker, () =>
        web
          .get(Events)
          .publish({ type, aggregateId, aggregateVersion: 1, districtCode: DISTRICT, data: { code: 'S01' } }),
      );
  const drain = (): Promise<number> => side.get(QueueDrain).drain();
  const effectsOf = async (subjectId: string): Promise<string[]> => {
    const { rows } = await owner.query<{ handler: string }>('select handler from effects where subject_id = $1', [
      subjectId,
    ]);
    return rows.map(({ handler }) => handler).sort();
  };

  describe('an event', () => {
    it('leaves nothing when its transaction rolls back', async () => {
      const subject = newId();
      const undone = web.get(Transactions).run(worker, async () => {
        await web
          .get(Events)
          .publish({ type: 'thing.made', aggregateId: subject, aggregateVersion: 1, districtCode: DISTRICT });
        throw new Error('changed my mind');
      });
      await expect(undone).rejects.toThrow('changed my mind');
      const { rows } = await owner.query('select 1 from outbox_events where aggregate_id = $1', [subject]);
      expect(rows).toEqual([]);
      await drain();
      expect(await effectsOf(subject)).toEqual([]);
    });

    it('cannot be published outside a transaction', async () => {
      const event = { type: 'thing.made', aggregateId: newId(), aggregateVersion: 1, districtCode: DISTRICT };
      await expect(web.get(Events).publish(event)).rejects.toThrow(NoTransactionError);
    });

    it('reaches each of its subscribers once', async () => {
      const [made, sent, unheard] = [newId(), newId(), newId()];
      await publish(made);
      await publish(sent, 'thing.sent');
      await publish(unheard, 'thing.forgotten');
      expect(await drain()).toBe(3);
      expect(await drain()).toBe(0);
      expect(await effectsOf(made)).toEqual(['test-count', 'test-letter']);
      expect(await effectsOf(sent)).toEqual(['test-letter']);
      expect(await effectsOf(unheard)).toEqual([]);
    });

    it('carries who caused it, and is handled by the machine of its district', async () => {
      const subject = newId();
      const context = { requestId: 'req-7', locale: 'zh-CN', method: 'POST', path: '/x' } as const;
      await requestContext.run(context, () => publish(subject));
      await drain();
      const seen = side.get(LetterWriter).seen.find(({ event }) => event.aggregateId === subject);
      expect(seen?.event.actor).toEqual({ kind: 'user', userId: worker.userId, requestId: 'req-7' });
      expect(seen?.event.occurredAt).toBeInstanceOf(Date);
      expect(seen?.event).toMatchObject({ schemaVersion: 1, aggregateVersion: 1, data: { code: 'S01' } });
      expect(seen?.actor).toMatchObject({ kind: 'system', roles: ['system'], districtCodes: [DISTRICT] });
      expect(seen?.actor.purpose).toBe('test-letter');
    });

    it('may not be published for a district in which the actor has no part', async () => {
      const foreign = { type: 'thing.made', aggregateId: newId(), aggregateVersion: 1, districtCode: '110000' };
      const attempt = web.get(Transactions).run(worker, () => web.get(Events).publish(foreign));
      await expect(attempt).rejects.toThrow(/row-level security/);
    });
  });

  describe('a failing subscriber', () => {
    it('is tried again, and what it wrote before it failed is undone', async () => {
      const subject = newId();
      side.get(LetterWriter).failures = 2;
      await publish(subject, 'thing.sent');
      await drain();
      expect(await effectsOf(subject)).toEqual(['test-letter']);
    });

    it('does not keep the event from the others', async () => {
      const subject = newId();
      side.get(LetterWriter).failures = 3;
      await publish(subject);
      await drain();
      expect(await effectsOf(subject)).toEqual(['test-count']);
    });

    it('is given up after the last attempt, listed, and replayed', async () => {
      const subject = newId();
      side.get(LetterWriter).failures = 3;
      await publish(subject, 'thing.sent');
      await drain();
      const letters = await web.get(Transactions).run(administrator, () => web.get(DeadLetters).list({ limit: 10 }));
      const dead = letters.items.find(({ subjectId }) => subjectId === subject);
      expect(dead).toMatchObject({ kind: 'event', handler: 'test-letter', type: 'thing.sent', attempts: 3 });
      expect(dead?.lastError).toMatch(/out of paper/);
      side.get(LetterWriter).failures = 0;
      await web.get(Transactions).run(administrator, () => web.get(DeadLetters).replay(dead?.id ?? ''));
      await drain();
      expect(await effectsOf(subject)).toEqual(['test-letter']);
      const again = web.get(Transactions).run(administrator, () => web.get(DeadLetters).replay(dead?.id ?? ''));
      await expect(again).rejects.toMatchObject({ code: 'dead-letter-not-found', status: 404 });
    });

    it('shows its dead letters to system administrators only', async () => {
      expect(await web.get(Transactions).run(worker, () => web.get(DeadLetters).count())).toBe(0);
      expect(await web.get(Transactions).run(administrator, () => web.get(DeadLetters).count())).toBeGreaterThan(0);
    });

    it('whose name nobody bears any more is dead at once', async () => {
      const event = await publish(newId(), 'thing.forgotten');
      const id = newId();
      await owner.query(`insert into event_deliveries (id, event_id, subscriber) values ($1, $2, 'long-gone')`, [
        id,
        event,
      ]);
      await drain();
      const { rows } = await owner.query('select dead_at, last_error from event_deliveries where id = $1', [id]);
      expect(rows[0]).toMatchObject({ dead_at: expect.any(Date), last_error: 'Error: no subscriber long-gone' });
    });
  });
});
