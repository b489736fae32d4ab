import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { anonymousActor, Transactions } from '../../../src/platform/database';
import { openApiDocument } from '../../../src/platform/http';
import { allows, type Permission, type Role } from '../../../src/trust/access';
import { allRoutes } from '../../consistency/routes';
import type { TestApp } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT, loginAs, openDistrict } from '../../support/district';

interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  maximum?: number;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}
interface Operation {
  parameters?: Array<{ name?: string; in?: string; schema?: Schema }>;
  requestBody?: { content?: Record<string, { schema?: Schema }> };
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** Reading permissions of the three administrators: accounts, the record, the operation; no case text behind any. */
const ADMINISTRATIVE = new Set<string>([
  'accounts:read',
  'accounts:write',
  'accounts:invite',
  'audit:read',
  'audit:verify',
  'audit:sign',
  'alarms:read',
  // What was ordered by whom and why (C2); the file is its orderer's alone.
  'exports:read',
  'operations:read',
  // The rules of the pack: published, of no household.
  'packs:read',
  // How each department is asked: of no household.
  'departments:read',
  'operations:write',
  'console:use',
]);
const ADMINISTRATORS = ['system-administrator', 'security-administrator', 'audit-administrator'] as const;

describe('what comes in', () => {
  let app: TestApp;
  let document: Document;

  beforeAll(async () => {
    app = await openDistrict();
    document = openApiDocument(app.app) as unknown as Document;
  });
  afterAll(() => app.close());

  /** Places within a schema where a key that nobody knows would pass. */
  const lax = (schema: Schema, place: string, seen = new Set<string>()): string[] => {
    if (schema.$ref !== undefined) {
      const name = schema.$ref.split('/').pop()!;
      return seen.has(name) ? [] : lax(document.components.schemas[name]!, place, new Set([...seen, name]));
    }
    const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
    const inner = [
      ...parts.flatMap((part) => lax(part, place, seen)),
      ...(schema.items ? lax(schema.items, `${place}[]`, seen) : []),
      ...Object.entries(schema.properties ?? {}).flatMap(([name, part]) => lax(part, `${place}.${name}`, seen)),
    ];
    const open = schema.properties !== undefined && schema.additionalProperties !== false;
    return open ? [place, ...inner] : inner;
  };
  const operations = () =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
    );

  it('is refused with a key that no schema knows, at every route of the API (mass assignment)', () => {
    const bodies = operations().flatMap(({ name, operation }) =>
      Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => ({ name, schema: schema ?? {} })),
    );
    expect(bodies.length).toBeGreaterThan(50);
    expect(bodies.flatMap(({ name, schema }) => lax(schema, name))).toEqual([]);
  });

  it('asks for pages of a bounded size', () => {
    const limits = operations().flatMap(({ name, operation }) =>
      (operation.parameters ?? [])
        .filter((parameter) => parameter.in === 'query' && parameter.name === 'limit')
        .map(({ schema }) => ({ name, maximum: schema?.maximum ?? Infinity })),
    );
    expect(limits.length).toBeGreaterThan(10);
    expect(limits.filter(({ maximum }) => maximum > 200)).toEqual([]);
  });

  it('is refused when it reaches for prototypes, is too deep, or has too many parameters', async () => {
    const { token } = await loginAs(app, 'system-administrator');
    const api = app.api(token);
    const raw = async (body: string) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
      const answer = await app.app.inject({
        ...{ method: 'POST', url: '/api/v1/invitations', payload: body },
        headers: { ...headers, authorization: `Bearer ${token}` },
      });
      return { status: answer.statusCode, body: answer.json<{ code: string }>() };
    };
    expect((await raw(`{"post":{"role":"evaluator","districtCode":"${DISTRICT}"}}`)).status).toBe(201);
    for (const reach of ['"__proto__":{"roles":["officer"]}', '"constructor":{"prototype":{"a":1}}']) {
      expect((await raw(`{"post":{"role":"evaluator","districtCode":"${DISTRICT}"},${reach}}`)).status).toBe(400);
    }
    const known = await api.post('invitations', { post: { role: 'evaluator' }, demonstration: true });
    expect([known.status, JSON.stringify(known.body).includes('demonstration')]).toEqual([422, true]);
    const deep = await raw(['{"post":', '['.repeat(40), ']'.repeat(40), '}'].join(''));
    expect([deep.status, deep.body.code]).toEqual([400, 'body-too-deep']);
    const many = await api.get(`accounts?${Array.from({ length: 80 }, (_, at) => `p${at}=1`).join('&')}`);
    expect([many.status, (many.body as { code: string }).code]).toEqual([400, 'too-many-parameters']);
    expect((await raw(JSON.stringify({ email: 'x'.repeat(1_200_000) }))).status).toBe(413);
    const [limit] = await app.as(anonymousActor('test'), () =>
      app
        .get(Transactions)
        .manager.query<object[]>(
          `select current_setting('statement_timeout') as statement, current_setting('transaction_timeout') as transaction`,
        ),
    );
    expect(limit).toEqual({ statement: '30s', transaction: '30s' });
  });

  it('does not lead any of the three administrators to a case (C2, C3): every reading route', async () => {
    const reading = allRoutes().filter(
      ({ method, open, path }) => method === 'GET' && !open && !path.startsWith('/h/'),
    );
    expect(reading.length).toBeGreaterThan(150);
    const behind = (role: Role) => reading.filter(({ permission }) => allows([role], permission as Permission));
    const strange = ADMINISTRATORS.flatMap(behind).filter(({ permission }) => !ADMINISTRATIVE.has(permission ?? ''));
    expect(strange.map(({ name }) => name)).toEqual([]);
    // Whether the guard holds, at one route of each permission.
    const doors = [
      ...new Map(reading.map((route) => [`${route.permission} ${route.path.slice(0, 5)}`, route])).values(),
    ];
    for (const role of ADMINISTRATORS) {
      const login = await loginAs(app, role);
      const visitor = await new ConsoleVisitor(app).signIn(login.username);
      for (const { path, permission } of doors) {
        if (allows([role], permission as Permission)) continue;
        const address = path.replace(/:\w+/g, '00000000-0000-7000-8000-000000000000');
        const answer = await (address.startsWith('/api/') ? app.api(login.token).get(address) : visitor.get(address));
        expect([path, answer.status]).toEqual([path, 403]);
      }
    }
  });

  it('opens nothing with forged, foreign or used links', async () => {
    const forged = 'A'.repeat(43);
    for (const address of [`/invitations/${forged}`, `/password-resets/${forged}`]) {
      expect((await app.api().get(address)).status).toBe(410);
    }
    expect((await app.api().get(`/h/${forged}`)).text).not.toContain('name="pin"');
    const owner = new Client({ connectionString: app.database.ownerUrl });
    await owner.connect();
    const administrator = await loginAs(app, 'system-administrator');
    const made = await app
      .api(administrator.token)
      .post('invitations', { post: { role: 'evaluator', districtCode: administrator.actor.districtCodes[0] } });
    const token = (made.body as { link: string }).link.split('/').pop();
    const reset = await app.api().post('password-resets', { token, password: 'a quiet morning by the river' });
    expect(reset.status).toBe(410);
    await owner.query('update invitations set expires_at = clock_timestamp() where id = $1', [
      (made.body as { id: string }).id,
    ]);
    expect((await app.api().get(`/invitations/${token}`)).status).toBe(410);
    await owner.end();
  });

  it('is refused with the form secret of another session (CSRF)', async () => {
    const one = await loginAs(app, 'station-worker');
    const other = await loginAs(app, 'station-worker');
    const visitor = await new ConsoleVisitor(app).signIn(one.username);
    const stranger = await new ConsoleVisitor(app).signIn(other.username);
    const page = await stranger.get('/console/account/sessions');
    const swapped = await visitor.send(page.text, '/console/account/sessions/end');
    expect(swapped.status).toBe(403);
    expect((await app.api(one.token).get('me')).status).toBe(200);
  });
});
