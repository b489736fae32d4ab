import { randomUUID } from 'node:crypto';
import request from 'supertest';
import document from '../../consistency/openapi.json';
import { householdInput, memberInput } from '../../factories/households.factory';
import type { ApiClient, TestApp } from '../../support/app';
import { loginAs } from '../../support/district';
import { openPeopleWorld, type PeopleWorld, VILLAGE } from '../people/assessed-household';

interface Operation {
  operationId: string;
  parameters?: Array<{ $ref?: string }>;
  security?: object[];
}
type Method = 'get' | 'post' | 'patch' | 'delete';

const operations = Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(
  ([path, methods]) => Object.entries(methods).map(([method, one]) => ({ path, method: method as Method, ...one })),
);
const demands = ({ parameters }: Operation, name: string) =>
  parameters?.some(({ $ref }) => $ref?.endsWith(`/${name}`)) ?? false;
const isOpen = ({ security }: Operation) => security?.some((one) => Object.keys(one).length === 0) ?? false;

describe('the API does what its document says of every route', () => {
  let world: PeopleWorld;
  let app: TestApp;
  beforeAll(async () => {
    world = await openPeopleWorld();
    app = world.app;
  }, 120_000);
  afterAll(() => world?.close());

  const call = (method: Method, path: string, headers: Record<string, string>) =>
    request(app.app.getHttpServer())
      [method](path.replaceAll(/\{\w+\}/g, randomUUID()))
      .set({ 'content-type': 'application/json', ...headers })
      .send(method === 'get' ? undefined : '{}');
  const codeOf = (answer: request.Response) => [answer.status, (answer.body as { code?: string }).code];

  it('401 without a session, but for the open ones', async () => {
    for (const one of operations) {
      const answer = await call(one.method, one.path, { 'idempotency-key': randomUUID(), 'if-match': '"1"' });
      expect([one.operationId, answer.status === 401]).toEqual([one.operationId, !isOpen(one)]);
    }
  });

  it('400 without a key where one is demanded, 428 without If-Match', async () => {
    const bearers = new Map<string, string>();
    for (const role of [
      'centre-worker',
      'system-administrator',
      'evaluator',
      'officer',
      'audit-administrator',
      'security-administrator',
      'supervisor',
    ] as const)
      bearers.set(role, (await loginAs(app, role)).token);
    const { token } = await loginAs(app, 'dispatcher', { organisationId: randomUUID() });
    bearers.set('dispatcher', token);
    /** The first answer that is no 403: of somebody who may. */
    const ofSomebody = async (one: (typeof operations)[number], headers: Record<string, string>) => {
      for (const bearer of bearers.values()) {
        const answer = await call(one.method, one.path, { ...headers, authorization: `Bearer ${bearer}` });
        if (answer.status !== 403) return codeOf(answer);
      }
      return 'nobody may';
    };
    for (const one of operations.filter((operation) => demands(operation, 'IdempotencyKey'))) {
      expect([one.operationId, await ofSomebody(one, {})]).toEqual([
        one.operationId,
        [400, 'idempotency-key-required'],
      ]);
    }
    for (const one of operations.filter((operation) => demands(operation, 'IfMatch'))) {
      const keyed = await ofSomebody(one, { 'idempotency-key': randomUUID() });
      expect([one.operationId, keyed]).toEqual([one.operationId, [428, 'if-match-required']]);
    }
  });

  it('members of a household are a list of their own, with ETags of their members', async () => {
    const api: ApiClient = world.api.window;
    const people = [memberInput({}), memberInput({ name: '孙小', relation: 'child', birthDate: '2015-01-01' })];
    const made = await api.post('households', householdInput({ regionCode: VILLAGE, members: people })).expect(201);
    expect(made.headers.etag).toBe('"1"');
    const { id } = made.body as { id: string };
    const { body } = await api.get(`households/${id}/members`).expect(200);
    const { items } = body as { items: Array<{ relation: string; self: string; identityNumber: string | null }> };
    expect(items.map(({ relation }) => relation)).toEqual(['head', 'child']);
    expect((await api.get(items[1]!.self.replace('/api/v1/', '')).expect(200)).headers.etag).toBe('"1"');
    await api.get(`households/${randomUUID()}/members`).expect(404);
  });

  it('pages of hand-overs go on where the last one ended', async () => {
    const first = await world.api.window.get('handovers?limit=1').expect(200);
    expect(first.body).toEqual({ items: [], next: null });
    await world.api.window.get('handovers?limit=0').expect(422);
    await world.api.window.get('handovers?after=x').expect(422);
  });
});
