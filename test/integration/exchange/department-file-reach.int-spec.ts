import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { ApiClient } from '../../support/app';
import { type Login, loginAs } from '../../support/district';
import {
  answered,
  type AnswerFile,
  DAY,
  type FileWorld,
  openFileWorld,
  type Order,
  RESULT,
} from './department-file-world';

const NOTHING = { [RESULT]: '无', [DAY]: '2026-11-20' };

describe('an order of which somebody cannot see a household (C3, R93)', () => {
  let world: FileWorld;
  let relative: Login;
  let kin: ApiClient;
  beforeAll(async () => {
    world = await openFileWorld();
    relative = await loginAs(world.app, 'centre-worker');
    kin = world.app.api(relative.token);
  });
  afterAll(async () => {
    await world.close();
  });

  /** An order about two households, one of which is that of a relative of the second centre worker. */
  const mixed = async () => {
    const [other, own] = [await world.signed(), await world.signed()];
    const department = 'finance';
    await world.way(department, 'file');
    const requests = [
      await world.ask(other.id, { items: ['deposits'] }),
      await world.ask(own.id, { items: ['deposits'] }),
    ];
    const order = await world.order(department);
    await world.way(department, 'service');
    const [{ number }] = (await world.rows<{ number: string }>('select number from households where id = $1', [
      own.id,
    ])) as [{ number: string }];
    const declared = await kin.post('conflicts', { householdKey: number, kind: 'relative' });
    expect([declared.status, declared.body.code]).toEqual([201, undefined]);
    return { other, own, requests, order };
  };
  const now = async ({ id }: Order) => (await world.api.centre.get(`department-orders/${id}`)).body as Order;
  const states = async (requests: readonly string[]) =>
    Promise.all(requests.map(async (id) => (await world.sheet(id)).calls.map(({ state }) => state)));
  const refused = (answer: { status: number; body: unknown }) => {
    const { code, title } = answer.body as { code: string; title: string };
    expect([answer.status, code]).toEqual([409, 'department-order-out-of-reach']);
    expect(title).toContain('1 行');
  };

  it('is not fetched, not cancelled, and not answered by half', async () => {
    const { requests, order } = await mixed();
    refused(await kin.get(`department-orders/${order.id}/file?format=csv`));
    refused(await kin.post(`department-orders/${order.id}/cancel`));
    expect([(await now(order)).state, await states(requests)]).toEqual(['sent', [['sent'], ['sent']]]);
    const content = await answered((await world.file(order.id)).content, () => NOTHING);
    const tried = await request(world.app.app.getHttpServer())
      .post('/api/v1/department-answer-files')
      .set('authorization', `Bearer ${relative.token}`)
      .set('idempotency-key', randomUUID())
      .field('order', '')
      .attach('file', content, 'answer.xlsx');
    refused(tried);
    const { body: file } = await world.upload(content);
    refused(await kin.post(`department-answer-files/${file.id}/confirm`));
    expect((await now(order)).answeredCount).toBe(0);
    const { body: confirmed } = await world.act(file, 'confirm');
    expect(confirmed).toMatchObject({ state: 'confirmed', counts: { first: 2 } });
    expect(await states(requests)).toEqual([['answered'], ['answered']]);
  });

  it('is not taken back by half, while a colleague takes it back whole', async () => {
    const { requests, order } = await mixed();
    const { body } = await world.upload(await answered((await world.file(order.id)).content, () => NOTHING));
    const file: AnswerFile = (await world.act(body, 'confirm')).body;
    refused(await kin.post(`department-answer-files/${file.id}/undo`));
    expect([await now(order), await states(requests)]).toMatchObject([
      { state: 'answered', answeredCount: 2 },
      [['answered'], ['answered']],
    ]);
    expect((await world.act(file, 'undo')).body.state).toBe('undone');
    expect([await now(order), await states(requests)]).toMatchObject([
      { state: 'sent', answeredCount: 0 },
      [['sent'], ['sent']],
    ]);
    const cancelled = await world.api.centre.post(`department-orders/${order.id}/cancel`);
    expect([cancelled.status, await states(requests)]).toEqual([200, [['waiting'], ['waiting']]]);
  });

  it('is not held up by a household whose file is closed: nobody has that in reach any more', async () => {
    const { own, requests, order } = await mixed();
    await world.rows(
      `update households set state = 'closed', region_path = '}closed/' || region_path where id = $1 returning id`,
      [own.id],
    );
    const cancelled = await world.api.centre.post(`department-orders/${order.id}/cancel`);
    expect([cancelled.status, cancelled.body.state]).toEqual([200, 'cancelled']);
    expect(await states(requests.slice(0, 1))).toEqual([['waiting']]);
  });
});
