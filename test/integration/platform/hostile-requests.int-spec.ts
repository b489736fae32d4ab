import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { allows, type Permission, type Role } from '../../../src/trust/access';
import { allRoutes, type Route } from '../../consistency/routes';
import { makeProvider } from '../../factories/supply.factory';
import type { TestApp } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { type Login, loginAs, openDistrict } from '../../support/district';

const PLACEHOLDER = /:[a-zA-Z]+/g;
/** In the place of an id. */
const IDS = ['%00', '..%2f%ff', "'%20or%201=1--", 'a'.repeat(200)];
const QUERIES = [
  'q=%00&name=%00&after=%00&state=%00&from=%00&action=%00&code=%00',
  'q=a&q=b&state=new&state=old&limit=1&limit=2&after=x&after=y&from=1&from=2&action=a&action=b&source=a&source=b',
  'limit=-1&page=-1&after=zzz&from=9999-99-99&to=0000-00-00&month=13&period=x&phoneTail=%EF%BC%91&number=H',
  'limit=NaN&q[]=1&q[a]=2&__proto__=1&constructor=1&state[]=x&needId=1&offeringId=2&providerId=3&householdId=4&lead=5',
  'q=%ED%A0%80&name=%C0%80&code=%27%22%3E%3Cscript%3E&lang=xx&id=1&seed=1e99&k=0&size=1e9&number=1e400&term=longer-than-terms-are',
];
const BODIES: unknown[] = [
  null,
  [],
  'x',
  { note: 'a\0b', reason: '\ud83d' },
  JSON.parse('{"__proto__":{"x":1},"constructor":{"prototype":1}}'),
  {
    ...{ name: ['a', { b: 1 }], reason: {}, ids: 'x', items: [null], members: [null], answers: { x: null } },
    ...{ units: 1e308, amountFen: -0.5, version: 'x', state: null, regionCode: 'x', code: [] },
  },
  JSON.parse('['.repeat(1000) + ']'.repeat(1000)),
];
const FORMS = [
  '',
  'a=%00&name=%00&reason=%00',
  '__proto__=1&constructor.x=1&__proto__.x=2&name.x=1&ids.x=2',
  'name=a&name=b&reason=a&reason=b&ids=x&units=1e308&day-year=99999&day-month=99&day-day=-1&members.999.name=b&members.x=1&_version=x',
  `reason=%FF&message=%ED%A0%80&name=${'x'.repeat(20_000)}`,
];
/** Says in its answer what is not ready yet; a fault of ours looks different. */
const REPORTS_ITSELF = '/health/ready';

describe('hostile requests to every route end in a refusal, never in a fault of ours', () => {
  let app: TestApp;
  const people = new Map<Role, { login: Login; visitor: ConsoleVisitor }>();
  beforeAll(async () => {
    app = await openDistrict();
    const { id: organisationId } = await makeProvider(app);
    const staff = ['centre-worker', 'window-worker', 'system-administrator', 'security-administrator'] as const;
    for (const role of [
      ...staff,
      'audit-administrator',
      'evaluator',
      'officer',
      'dispatcher',
      'practitioner',
    ] as const) {
      const provider = role === 'dispatcher' || role === 'practitioner';
      const login = await loginAs(app, role, provider ? { organisationId } : {});
      people.set(role, { login, visitor: await new ConsoleVisitor(app).signIn(login.username) });
    }
  }, 120_000);
  afterAll(() => app?.close());

  /** Somebody who gets past the door of a route: wrong input has to be met behind it. */
  const visitorOf = ({ permission }: Route) => {
    const inside = [...people].find(([role]) => permission && allows([role], permission as Permission));
    return inside?.[1] ?? people.get('centre-worker')!;
  };
  const routes = allRoutes().filter(({ path }) => path !== REPORTS_ITSELF && !/sign-out|sign-in/.test(path));

  it('by address and query', async () => {
    const faults: string[] = [];
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      const known = route.path.replaceAll(PLACEHOLDER, randomUUID());
      const ids = route.path.includes(':') ? IDS.map((id) => route.path.replaceAll(PLACEHOLDER, id)) : [];
      const addresses = [known, ...ids, ...QUERIES.map((query) => `${known}?${query}`)];
      const { login, visitor } = visitorOf(route);
      for (const address of addresses) {
        const answer = route.path.startsWith('/api')
          ? await request(app.app.getHttpServer()).get(address).set('authorization', `Bearer ${login.token}`)
          : await visitor.get(address);
        if (answer.status >= 500) faults.push(`${answer.status} ${login.username} GET ${address}`);
      }
    }
    expect(faults).toEqual([]);
  }, 300_000);

  it('by body', async () => {
    const faults: string[] = [];
    const unsafe = routes.filter(({ method, path }) => method !== 'GET' && !path.includes('sessions'));
    expect(unsafe.length).toBeGreaterThan(100);
    for (const route of unsafe) {
      const address = route.path.replaceAll(PLACEHOLDER, randomUUID());
      const { login, visitor } = visitorOf(route);
      for (const body of route.path.startsWith('/api') ? BODIES.map((one) => JSON.stringify(one)) : FORMS) {
        const answer = route.path.startsWith('/api')
          ? await fromApi(route.method, address, login, body)
          : await visitor.postRaw(address, body);
        if (answer.status >= 500) faults.push(`${answer.status} ${login.username} ${route.name} ${body.slice(0, 40)}`);
      }
    }
    expect(faults).toEqual([]);
  }, 300_000);

  const fromApi = (method: string, address: string, { token }: Login, body: string) =>
    request(app.app.getHttpServer())
      [method.toLowerCase() as 'post' | 'put' | 'patch' | 'delete'](address)
      .set({ authorization: `Bearer ${token}`, 'idempotency-key': randomUUID(), 'if-match': '"1"' })
      .set('content-type', 'application/json')
      .send(body);
});
