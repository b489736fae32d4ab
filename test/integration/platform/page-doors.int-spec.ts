import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { allows, type Permission, type Role } from '../../../src/trust/access';
import { allRoutes, type Route } from '../../consistency/routes';
import { makeProvider } from '../../factories/supply.factory';
import type { TestApp } from '../../support/app';
import { loginAs, openDistrict, PASSWORD } from '../../support/district';

/** No pages: the API, what monitors read, and files that carry nobody's data. */
const NO_PAGE = /^\/(api|health|metrics|assets)(\/|$)/;
const ROLES = ['centre-worker', 'window-worker', 'system-administrator', 'audit-administrator', 'evaluator', 'officer'];

describe('doors of pages, each asked of every route that there is', () => {
  let app: TestApp;
  const cookies = new Map<Role, string>();
  const routes = allRoutes().filter(({ path }) => !NO_PAGE.test(path));
  const addressOf = ({ path }: Route) => path.replaceAll(/:[a-zA-Z]+/g, randomUUID());
  const server = () => app.app.getHttpServer();

  /** A sign-in as a browser does it. @returns what Set-Cookie said of the session */
  const signIn = async (username: string, next?: string) => {
    const form = { username, password: PASSWORD, ...(next !== undefined && { next }) };
    const answer = await request(server()).post('/console/sign-in').type('form').send(form);
    const header = answer.headers['set-cookie'] as unknown as string[] | undefined;
    return { answer, cookie: header?.find((one) => one.startsWith('session=')) ?? '' };
  };
  const pairOf = (cookie: string) => cookie.split(';')[0] ?? '';
  /** The cookie of somebody who may, and of anybody where nobody needs to. */
  const cookieOf = ({ permission }: Route) =>
    [...cookies].find(([role]) => permission && allows([role], permission as Permission))?.[1] ??
    cookies.get('window-worker')!;

  beforeAll(async () => {
    app = await openDistrict();
    const { id: organisationId } = await makeProvider(app);
    for (const role of [...ROLES, 'dispatcher', 'practitioner'] as Role[]) {
      const provider = role === 'dispatcher' || role === 'practitioner';
      const { username } = await loginAs(app, role, provider ? { organisationId } : {});
      cookies.set(role, pairOf((await signIn(username)).cookie));
    }
  }, 120_000);
  afterAll(() => app?.close());

  it('a form without the secret of the session, or from another site, changes nothing', async () => {
    const unsafe = routes.filter(({ method, path }) => method !== 'GET' && !/^\/(h|p)(\/|$)/.test(path));
    expect(unsafe.length).toBeGreaterThan(80);
    const told = (route: Route, { status, text }: request.Response) => [
      route.name,
      status,
      text.includes('页面已过期'),
      text.includes('不是来自本系统'),
    ];
    for (const route of unsafe) {
      const send = (headers: Record<string, string>, form: object) =>
        request(server())
          .post(addressOf(route))
          .set({ cookie: cookieOf(route), ...headers })
          .type('form')
          .send(form);
      for (const form of [{ _key: randomUUID() }, { _key: randomUUID(), _csrf: 'guessed' }]) {
        expect(told(route, await send({}, form))).toEqual([route.name, 403, true, false]);
      }
      const abroad = await send({ 'sec-fetch-site': 'cross-site' }, { _key: randomUUID() });
      expect(told(route, abroad)).toEqual([route.name, 403, false, true]);
      const older = await send({ origin: 'https://elsewhere.example' }, { _key: randomUUID() });
      expect(told(route, older)).toEqual([route.name, 403, false, true]);
    }
  }, 60_000);

  it('every page, also one that refuses, is kept out of caches and frames and runs own scripts only', async () => {
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      for (const cookie of [cookieOf(route), '']) {
        const { headers, status } = await request(server()).get(addressOf(route)).set({ cookie });
        const policy = headers['content-security-policy'] ?? '';
        expect({
          route: route.name,
          fault: status >= 500,
          cache: headers['cache-control'],
          sniff: headers['x-content-type-options'],
          referrer: headers['referrer-policy'],
          framed: !policy.includes("frame-ancestors 'none'"),
          scripts: /script-src ([^;]*)/.exec(policy)?.[1],
          styles: /style-src ([^;]*)/.exec(policy)?.[1],
        }).toEqual({
          route: route.name,
          fault: false,
          cache: 'no-store',
          sniff: 'nosniff',
          referrer: 'no-referrer',
          framed: false,
          scripts: "'self'",
          styles: "'self'",
        });
      }
    }
  }, 60_000);

  it('a page that needs a session leads to the sign-in and back', async () => {
    const closed = routes.filter(({ method, open, path }) => method === 'GET' && !open && path.startsWith('/console'));
    expect(closed.length).toBeGreaterThan(60);
    for (const route of closed) {
      const address = `${addressOf(route)}?q=1`;
      const { status, headers } = await request(server()).get(address);
      expect([route.name, status, headers.location]).toEqual([
        route.name,
        303,
        `/console/sign-in?next=${encodeURIComponent(address)}`,
      ]);
    }
  });

  it('a session has a cookie of its own that no script reads, and ends for good', async () => {
    const { username } = await loginAs(app, 'window-worker');
    const [one, two] = [await signIn(username), await signIn(username)];
    expect(one.cookie.split('; ').slice(1).sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax']);
    expect(pairOf(one.cookie)).not.toBe(pairOf(two.cookie));
    const home = (cookie: string) => request(server()).get('/console').set({ cookie });
    const secretOf = (html: string) => /name="_csrf" value="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#x3D;', '=') ?? '';
    const page = await home(pairOf(one.cookie));
    const form = { _csrf: secretOf(page.text) };
    const foreign = { cookie: pairOf(two.cookie) };
    const stolen = await request(server()).post('/console/sign-out').set(foreign).type('form').send(form);
    expect(stolen.status).toBe(403);
    const own = { cookie: pairOf(one.cookie) };
    const out = await request(server()).post('/console/sign-out').set(own).type('form').send(form);
    expect([out.status, out.headers['clear-site-data']]).toEqual([303, '"cache", "storage"']);
    expect((await home(pairOf(one.cookie))).status).toBe(303);
    expect((await home(pairOf(two.cookie))).status).toBe(200);
  });

  it('signing in leads to pages of this site only', async () => {
    const { username } = await loginAs(app, 'window-worker');
    const elsewhere = [
      '//evil.example',
      'https:evil.example',
      'https://evil.example/',
      '/\\evil.example',
      '/ /evil',
      'x',
    ];
    for (const next of [
      ...elsewhere,
      '\t//evil.example',
      '/\t/evil.example',
      '%2F%2Fevil.example',
      'javascript:alert(1)',
    ])
      expect([next, (await signIn(username, next)).answer.headers.location]).toEqual([next, '/console']);
    expect((await signIn(username, '/console/leads?q=1')).answer.headers.location).toBe('/console/leads?q=1');
  });
});
