import { APP_GUARD } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { type Config, ConfigModule, loadConfig } from '../../../src/platform/config';
import { CryptoModule } from '../../../src/platform/crypto';
import { DatabaseModule, newId } from '../../../src/platform/database';
import { HttpModule } from '../../../src/platform/http';
import { I18nModule } from '../../../src/platform/i18n';
import { createWebApp, type TaskContext } from '../../../src/platform/start';
import { TimeModule } from '../../../src/platform/time';
import { AccessModule, PermissionGuard } from '../../../src/trust/access';
import { AccountsModule, ActorGuard, createAdministratorTask, CsrfGuard } from '../../../src/trust/accounts';
import { AuditModule, AuditSealer, rotateKeysTask, verifyAuditTask } from '../../../src/trust/audit';
import { codeOf } from '../../support/authenticator';
import { sealWhole } from '../../support/sealed';
import { secretKey, TrustWorld } from './trust-rooms';

class Doors {}

describe('the doors of trust', () => {
  let world: TrustWorld;
  let config: Config;
  let context: TaskContext;
  let app: NestFastifyApplication;
  let administrator: string;

  beforeAll(async () => {
    world = await TrustWorld.open();
    config = loadConfig({
      DATABASE_URL: world.database.ownerUrl,
      SECRET_KEYS: secretKey('a'),
      DATA_DIR: world.dataDir,
      LOG_LEVEL: 'silent',
    });
    context = { config, urls: { ...world.database } };
    const imports = [
      ConfigModule.forRoot(config),
      TimeModule,
      DatabaseModule.forRoot(world.database.appUrl),
      I18nModule,
      HttpModule,
      AccessModule,
      CryptoModule,
      AuditModule,
      AccountsModule,
    ];
    const providers = [ActorGuard, CsrfGuard, PermissionGuard].map((useClass) => ({ provide: APP_GUARD, useClass }));
    app = await createWebApp({ module: Doors, imports, providers }, config);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const made = await createAdministratorTask.run({ words: ['root.admin'], options: {} }, context);
    administrator = await firstToken('root.admin', String(made.data['url']));
  });
  afterAll(async () => {
    await app.close();
    await world.close();
  });

  type Method = 'get' | 'post' | 'patch' | 'delete';
  const call = async (
    method: Method,
    url: string,
    as: string | null,
    payload?: object,
    headers: Record<string, string> = {},
  ) => {
    const sent = request(app.getHttpServer())
      [method](`/api/v1${url}`)
      .set({ 'idempotency-key': newId(), 'accept-language': 'en', ...headers });
    if (as) void sent.set('authorization', `Bearer ${as}`);
    const { status, body, headers: answered } = await sent.send(payload);
    return { status, body: body as Record<string, unknown>, etag: answered['etag'] };
  };
  /** Sets the password by the link that the task printed, which works once, and signs in. */
  const firstToken = async (username: string, url: string): Promise<string> => {
    const input = { token: url.split('/').pop(), password: 'first sentence of an administrator' };
    expect((await call('post', '/password-resets', null, input)).status).toBe(204);
    expect((await call('post', '/password-resets', null, input)).status).toBe(410);
    return token(username, input.password);
  };
  const token = async (username: string, password: string): Promise<string> => {
    const answer = await call('post', '/sessions', null, { username, password });
    expect(answer.status).toBe(201);
    const opened = String(answer.body['token']);
    expect((await call('get', '/me', opened)).body['code']).toBe('second-factor-enrolment-required');
    const { secret } = (await call('get', '/me/second-factor', opened)).body as { secret: string };
    const set = await call('post', '/me/second-factor', opened, { secret, code: codeOf(secret) });
    expect(set.status).toBe(201);
    return opened;
  };
  const worker = (username: string) => ({
    username,
    displayName: 'Wang Li',
    password: 'a quiet morning by the river',
    posts: [{ role: 'station-worker', districtCode: 'district-a', regionPath: '1/5' }],
  });

  it('say who one is, and nothing to strangers', async () => {
    const me = await call('get', '/me', administrator);
    expect(me.body).toMatchObject({
      actor: { roles: ['system-administrator'] },
      account: { username: 'root.admin', state: 'active' },
      secondFactor: true,
      recoveryCodesLeft: 10,
    });
    const stranger = await call('get', '/me', 'no such token');
    expect([stranger.status, stranger.body['code']]).toEqual([401, 'sign-in-required']);
    const wrong = await call('post', '/sessions', null, { username: 'root.admin', password: 'wrong' });
    expect([wrong.status, wrong.body['code']]).toEqual([401, 'sign-in-failed']);
  });

  it('let an administrator create, edit and deactivate, and nobody else', async () => {
    const created = await call('post', '/accounts', administrator, worker('li.worker'));
    expect(created.status).toBe(201);
    const account = created.body;
    const own = await token('li.worker', 'a quiet morning by the river');
    expect((await call('get', '/accounts', own)).status).toBe(403);
    expect((await call('get', '/audit-events', own)).status).toBe(403);
    const edit = { displayName: 'Li', email: null, locale: 'en' };
    expect((await call('patch', `/accounts/${account.id}`, administrator, edit)).status).toBe(428);
    expect((await call('patch', `/accounts/${account.id}`, administrator, edit, { 'if-match': '"9"' })).status).toBe(
      412,
    );
    const edited = await call('patch', `/accounts/${account.id}`, administrator, edit, { 'if-match': '"2"' });
    expect([edited.status, edited.etag]).toEqual([200, '"3"']);
    expect((await call('post', `/accounts/${account.id}/deactivate`, administrator)).body).toMatchObject({
      state: 'deactivated',
    });
    expect((await call('get', '/me', own)).status).toBe(401);
    expect((await call('get', `/accounts/${newId()}`, administrator)).status).toBe(404);
  });

  it('show the one-time link once, and open with it', async () => {
    const { password: _password, ...invited } = worker('new.worker');
    const { link, id } = (await call('post', '/accounts', administrator, invited)).body as { link: string; id: string };
    expect((await call('get', `/accounts/${id}`, administrator)).body).not.toHaveProperty('link');
    const reset = await call('post', '/password-resets', null, {
      token: link.split('/').pop(),
      password: 'a quiet evening by the river',
    });
    expect(reset.status).toBe(204);
    const own = await token('new.worker', 'a quiet evening by the river');
    expect((await call('delete', '/sessions/current', own)).status).toBe(204);
    expect((await call('get', '/me', own)).status).toBe(401);
  });

  it('name every wrong field', async () => {
    const answer = await call('post', '/accounts', administrator, {
      ...worker('x.worker'),
      password: 'short',
      colour: 'red',
    });
    expect(answer.status).toBe(422);
    const weak = await call('post', '/accounts', administrator, { ...worker('x.worker'), password: 'short' });
    expect(weak.body).toMatchObject({
      code: 'validation-failed',
      errors: [{ field: 'password', code: 'password-too-short', message: expect.stringContaining('12') }],
    });
  });

  it('list the record page by page for the audit administrator, who is recorded for it', async () => {
    const made = await createAdministratorTask.run(
      { words: ['audit.admin'], options: { role: 'audit-administrator' } },
      context,
    );
    const auditor = await firstToken('audit.admin', String(made.data['url']));
    const page = async (query: string) =>
      (await call('get', `/audit-events?${query}`, auditor)).body as { items: Array<{ id: string }>; next: string };
    const first = await page('limit=2');
    const second = await page(`limit=2&after=${first.next}`);
    expect(new Set([...first.items, ...second.items].map((item) => item.id)).size).toBe(4);
    const reads = await page('action=audit.read');
    expect(reads.items).toHaveLength(2);
    expect((await call('get', '/audit-events?colour=red', auditor)).status).toBe(422);
  });

  it('have chores that tell the truth', async () => {
    const sealer = app.get(AuditSealer, { strict: false });
    await sealWhole(
      () => sealer.seal(),
      (sql) => world.owner.query<object>(sql).then(({ rows }) => rows),
    );
    expect((await verifyAuditTask.run({ words: [], options: {} }, context)).data).toMatchObject({ findings: [] });
    expect((await rotateKeysTask.run({ words: [], options: {} }, context)).data).toMatchObject({
      rewrapped: 0,
      activeKey: 'a',
    });
    await world.owner.query("delete from audit_events where action = 'account.created'");
    await expect(verifyAuditTask.run({ words: [], options: {} }, context)).rejects.toThrow(/deleted/);
    await expect(createAdministratorTask.run({ words: ['x.y'], options: { role: 'king' } }, context)).rejects.toThrow(
      /--role/,
    );
  });
});
