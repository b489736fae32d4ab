import { Client } from 'pg';
import { Sessions } from '../../../src/trust/accounts';
import type { TestApp } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT, type Login, loginAs, openDistrict, PASSWORD } from '../../support/district';

const NEW = 'a quiet morning by the river';
const cookieOf = (headers: Record<string, unknown>) => /session=([^;]+)/.exec(String(headers['set-cookie']))?.[1] ?? '';

describe('own access', () => {
  let app: TestApp;
  let owner: Client;
  let login: Login;

  beforeAll(async () => {
    app = await openDistrict();
    owner = new Client({ connectionString: app.database.ownerUrl });
    await owner.connect();
  });
  beforeEach(async () => {
    login = await loginAs(app, 'station-worker');
  });
  afterEach(() => {
    Object.assign(app.config, { passwordProfile: 'asvs', demo: true });
  });
  afterAll(async () => {
    await owner.end();
    await app.close();
  });

  const session = (password = PASSWORD) => app.api().post('sessions', { username: login.username, password });
  const resolve = (cookie: string) => app.get(Sessions).resolve(cookie, 'cookie');

  it('lists what is open, ends one and ends the others, on the page and through the API', async () => {
    const visitor = await new ConsoleVisitor(app).signIn(login.username);
    const page = await visitor.get('/console/account/sessions');
    expect(page.text).toContain('/console/account/sessions/end');
    const api = app.api(login.token);
    const { items } = (await api.get('me/sessions')).body as { items: Array<{ id: string; kind: string }> };
    const other = items.find(({ kind }) => kind === 'cookie');
    expect(items.find(({ kind }) => kind === 'bearer')).toMatchObject({ current: true, address: '127.0.0.1' });
    // A console left open does not let a passer-by end what the owner has open (ASVS 5.0 7.5.2).
    const end = (which: string, current: unknown) => api.post(`me/sessions/${which}`, { current });
    for (const which of [`${other!.id}/end`, 'end-others']) {
      for (const guess of ['a guess', undefined]) expect((await end(which, guess)).status).toBe(422);
    }
    expect((await visitor.get('/console/account')).status).toBe(200);
    expect((await end(`${other!.id}/end`, PASSWORD)).status).toBe(200);
    expect((await visitor.get('/console/account')).status).toBe(303);
    const stranger = await loginAs(app, 'station-worker');
    const foreign = `me/sessions/${login.actor.sessionId ?? items[0]!.id}/end`;
    expect((await app.api(stranger.token).post(foreign, { current: PASSWORD })).status).toBe(404);
    const again = await new ConsoleVisitor(app).signIn(login.username);
    const list = '/console/account/sessions';
    const all = { which: 'others' };
    const open = await again.submit(list, `${list}/end`, { current: PASSWORD });
    expect([open.status, open.text.includes('href="#f-which"')]).toEqual([422, true]);
    const refused = await again.submit(list, `${list}/end`, { ...all, current: 'a guess' });
    expect([refused.status, refused.text.includes('a guess')]).toEqual([422, false]);
    expect((await api.get('me')).status).toBe(200);
    const ended = await again.submit(list, `${list}/end`, { ...all, current: PASSWORD });
    expect(ended.status).toBe(303);
    expect((await api.get('me')).status).toBe(401);
    expect((await again.get('/console/account')).status).toBe(200);
  });

  it('gets a new token at sign-in and with a new password; the old ones open nothing (session fixation)', async () => {
    const visitor = new ConsoleVisitor(app);
    const shown = await visitor.get('/console/sign-in');
    const planted = 'planted-by-somebody-else';
    const first = await visitor
      .get('/console/sign-in')
      .set('cookie', `session=${planted}`)
      .then(() => visitor.send(shown.text, '/console/sign-in', { username: login.username, password: PASSWORD }));
    const [before] = [cookieOf(first.headers)];
    expect(before).not.toBe(planted);
    expect(await resolve(planted)).toBeNull();
    const guess = { current: 'a guess at the old one', password: NEW };
    expect((await visitor.submit('/console/account', '/console/account/password', guess)).status).toBe(422);
    const changed = await visitor.submit('/console/account', '/console/account/password', {
      current: PASSWORD,
      password: NEW,
    });
    expect(changed.status).toBe(303);
    const after = cookieOf(changed.headers);
    expect(after).not.toBe(before);
    expect([await resolve(before), await app.get(Sessions).resolve(login.token, 'bearer')]).toEqual([null, null]);
    expect((await resolve(after))?.actor.userId).toBe(login.accountId);
    expect((await visitor.get('/console/account')).status).toBe(200);
  });

  it('says on every page when the session ends, and ends it then; a clock set back does not bring it back', async () => {
    const visitor = await new ConsoleVisitor(app).signIn(login.username);
    const page = await visitor.get('/console/account?lang=en');
    expect(page.text).toMatch(/you are signed out at .*, and in any case at /);
    const { rows } = await owner.query<{ id: string }>(
      `update sessions set last_seen_at = last_seen_at - interval '61 minutes'
       where account_id = $1 and kind = 'cookie' returning id`,
      [login.accountId],
    );
    expect((await visitor.get('/console/account')).status).toBe(303);
    await owner.query('update sessions set last_seen_at = clock_timestamp() where id = $1', [rows[0]!.id]);
    expect((await visitor.get('/console/account')).status).toBe(303);
  });

  it('makes keys for its own permissions only, and each opens only what it was made for', async () => {
    const api = app.api(login.token);
    const wanted = { name: 'import', scopes: ['households:read'], days: 30, current: PASSWORD };
    const foreign = await api.post('me/api-keys', { ...wanted, scopes: ['accounts:read'] });
    expect(foreign.status).toBe(422);
    expect(JSON.stringify(foreign.body)).toContain('scope-not-own');
    expect((await api.post('me/api-keys', { ...wanted, current: 'guess' })).status).toBe(422);
    const made = (await api.post('me/api-keys', wanted)).body as { id: string; key: string };
    const withKey = app.api(made.key);
    expect((await withKey.get('households')).status).toBe(200);
    const closed = await withKey.get('leads');
    expect([closed.status, (closed.body as { code: string }).code]).toEqual([403, 'scope-missing']);
    expect((await withKey.get('me')).status).toBe(403);
    const listed = (await api.get('me/api-keys')).body as { items: object[] };
    expect(listed.items[0]).toMatchObject({ id: made.id, lastUsedAt: expect.any(String) });
    expect(listed.items[0]).not.toHaveProperty('key');
    const next = (await api.post(`me/api-keys/${made.id}/rotate`, { current: PASSWORD })).body as { key: string };
    expect([(await withKey.get('households')).status, (await app.api(next.key).get('households')).status]).toEqual([
      401, 200,
    ]);
    await owner.query(`update accounts set state = 'deactivated' where id = $1`, [login.accountId]);
    expect((await app.api(next.key).get('households')).status).toBe(401);
  });

  it('makes, shows once and ends a key on pages too', async () => {
    const visitor = await new ConsoleVisitor(app).signIn(login.username);
    const wrong = await visitor.submit('/console/account/keys', '/console/account/keys', { name: 'sheet', days: '30' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('value="sheet"');
    const made = await visitor.submit('/console/account/keys', '/console/account/keys', {
      ...{ name: 'sheet', days: '30', scopes: ['households:read'], current: PASSWORD },
    });
    expect(made.text).toMatch(/<code>ylk_/);
    const list = await visitor.get('/console/account/keys');
    expect(list.text).not.toMatch(/ylk_\S{20}/);
    const [, address = ''] = /href="(\/console\/account\/keys\/[^"]+)"/.exec(list.text) ?? [];
    const ended = await visitor.submit(address, `${address}/revoke`);
    expect(ended.status).toBe(303);
  });

  it('opens nothing to accounts of the demonstration outside it, also with a session from before', async () => {
    expect((await app.api(login.token).get('me')).status).toBe(200);
    app.config.demo = false;
    expect((await app.api(login.token).get('me')).status).toBe(401);
    expect(((await session()).body as { code: string }).code).toBe('sign-in-failed');
  });

  it('asks for a new password after its days in the profile of level 3 only, and for one that is new', async () => {
    await owner.query(
      `update accounts set password_changed_at = clock_timestamp() - interval '91 days' where id = $1`,
      [login.accountId],
    );
    const api = app.api(login.token);
    expect((await api.get('me')).status).toBe(200);
    app.config.passwordProfile = 'dengbao';
    expect(((await api.get('me')).body as { code: string }).code).toBe('password-change-required');
    const visitor = await new ConsoleVisitor(app).signIn(login.username);
    expect((await visitor.get('/console/leads')).headers.location).toBe('/console/account');
    const change = (password: string) => api.post('me/password', { current: PASSWORD, password });
    expect(JSON.stringify((await change(NEW)).body)).toContain('password-kinds');
    expect((await change('A quiet Morning 7')).status).toBe(204);
    expect((await api.get('me')).status).toBe(200);
    const back = await api.post('me/password', { current: 'A quiet Morning 7', password: 'A quiet Morning 7' });
    expect(JSON.stringify(back.body)).toContain('password-used-before');
  });

  it('is slowed down by address, and never locked to its owner by strangers (10,000 tries)', async () => {
    const { rows } = await owner.query<{ passed: number }>(
      `select count(*) filter (where app.take_attempt('sign-in|pair|try', 900, 8, 12) = 0)::int as passed
       from generate_series(1, 10000)`,
    );
    expect(rows[0]!.passed).toBeLessThanOrEqual(12);
    const tries = await Promise.all(Array.from({ length: 30 }, () => session('guess')));
    expect(tries.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(12);
    const stopped = tries.find(({ status }) => status === 429);
    expect(Number(stopped?.headers['retry-after'])).toBeGreaterThan(0);
    await owner.query(`update rate_limits set attempts = 10000 where bucket like 'sign-in|account|%'`);
    await owner.query(`delete from rate_limits where bucket like 'sign-in|pair|%' or bucket like 'sign-in|address|%'`);
    expect((await session()).status).toBe(201);
  });

  it('brings the language of its account to the console', async () => {
    await owner.query(`update accounts set locale = 'en' where id = $1`, [login.accountId]);
    const visitor = await new ConsoleVisitor(app).signIn(login.username);
    expect((await visitor.get('/console/account')).text).toContain('<html lang="en"');
  });

  it('lists open invitations; a new link ends the old one, and one taken back opens nothing', async () => {
    const administrator = await loginAs(app, 'system-administrator');
    const api = app.api(administrator.token);
    const post = { role: 'evaluator', districtCode: DISTRICT };
    const first = (await api.post('invitations', { email: 'a@example.org', post })).body as {
      id: string;
      link: string;
    };
    const accept = (link: string) =>
      app.api().post('invitations/accept', {
        ...{ token: link.split('/').pop(), username: `ev-${first.id.slice(-8)}`, displayName: 'E', password: NEW },
      });
    const next = (await api.post(`invitations/${first.id}/resend`)).body as { id: string; link: string };
    expect((await accept(first.link)).status).toBe(410);
    const listed = JSON.stringify((await api.get('invitations')).body);
    expect([listed.includes(first.id), listed.includes(next.id)]).toEqual([false, true]);
    const visitor = await new ConsoleVisitor(app).signIn(administrator.username);
    const revoked = await visitor.submit('/console/invitations', `/console/invitations/${next.id}/revoke`);
    expect(revoked.status).toBe(303);
    expect((await accept(next.link)).status).toBe(410);
    expect((await api.post(`invitations/${next.id}/revoke`)).status).toBe(409);
  });

  it('changes posts on pages, keeps what was typed, and leads to the hand-over list', async () => {
    const administrator = await loginAs(app, 'system-administrator');
    const visitor = await new ConsoleVisitor(app).signIn(administrator.username);
    const page = `/console/accounts/${login.accountId}/posts`;
    const refused = await visitor.submit(page, page, { role: 'audit-administrator', 'lastDay-year': '2031' });
    expect([refused.status, refused.text.includes('value="2031"')]).toEqual([422, true]);
    const [, end = ''] = /href="([^"]+\/end)"/.exec((await visitor.get(page)).text) ?? [];
    expect((await visitor.submit(end, end)).status).toBe(303);
    expect((await app.api(login.token).get('me')).status).toBe(401);
    expect((await visitor.get('/console/access-terms')).status).toBe(200);
  });
});
