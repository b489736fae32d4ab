import { Client } from 'pg';
import { systemActor } from '../../../src/trust/access';
import { CreateAccount } from '../../../src/trust/accounts';
import { startApp, type TestApp } from '../../support/app';
import { codeOf, enrol, SECRET_ON_PAGE } from '../../support/authenticator';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT, loadDistrict, loginAs, PASSWORD as DEMONSTRATION_PASSWORD } from '../../support/district';

const PASSWORD = 'a quiet morning by the river';
const CODE = /[a-z2-9]{4}(?:-[a-z2-9]{4}){5}/g;

describe('the second factor', () => {
  let app: TestApp;
  let owner: Client;
  let made = 0;
  beforeAll(async () => {
    app = await startApp();
    owner = new Client({ connectionString: app.database.ownerUrl });
    await owner.connect();
    await loadDistrict(app);
  });
  afterAll(async () => {
    await owner?.end();
    await app?.close();
  });

  const account = async (role = 'evaluator'): Promise<{ id: string; username: string }> => {
    const username = `person${(made += 1)}`;
    const post = { role, districtCode: DISTRICT };
    const request = { username, displayName: username, password: PASSWORD, posts: [post] };
    const { id } = await app.as(systemActor(DISTRICT, 'test'), () => app.get(CreateAccount).execute(request));
    return { id, username };
  };
  const session = async (username: string, code?: string) =>
    app.api().post('sessions', { username, password: PASSWORD, ...(code && { code }) });
  const recorded = async (id: string): Promise<string[]> => {
    const sql = `select action || ' ' || (fields ->> 0) as line from audit_events where subject_id = '${id}' order by at, id`;
    return (await owner.query<{ line: string | null }>(sql)).rows.flatMap(({ line }) => line ?? []);
  };

  it('is the only thing that a new account reaches, through the API', async () => {
    const { username } = await account();
    const opened = (await session(username)).body as { token: string; enrolAt: string };
    expect(opened.enrolAt).toBe('/api/v1/me/second-factor');
    const api = app.api(opened.token);
    for (const path of ['evaluations', 'me', 'accounts', 'households']) {
      expect((await api.get(path)).body).toMatchObject({ status: 403, code: 'second-factor-enrolment-required' });
    }
    const said = await api.get('me').set('accept-language', 'en');
    expect((said.body as { title: string }).title).toContain('/api/v1/me/second-factor');
    await enrol(api);
    expect((await api.get('me')).body).toMatchObject({ secondFactor: true, recoveryCodesLeft: 10 });
    expect((await api.get('evaluations')).status).toBe(200);
  });

  it('is the only thing that a new account reaches, on pages; a wrong code keeps the picture', async () => {
    const { username } = await account();
    const visitor = await new ConsoleVisitor(app).signIn(username, PASSWORD);
    const led = await visitor.get('/console/evaluations?state=open');
    const address = String(led.headers.location);
    expect([led.status, address]).toEqual([
      303,
      `/console/second-factor?next=${encodeURIComponent('/console/evaluations?state=open')}`,
    ]);
    const shown = await visitor.get(address);
    expect(shown.text).toContain('<svg');
    expect(shown.text).not.toMatch(/<svg[^>]*style=|href="\/console\/evaluations"/);
    const [secret = ''] = SECRET_ON_PAGE.exec(shown.text) ?? [];
    const wrong = await visitor.send(shown.text, '/console/second-factor', { code: '000000' });
    expect([wrong.status, wrong.text.includes(secret), wrong.text.includes('验证码不正确')]).toEqual([422, true, true]);
    const right = await visitor.send(wrong.text, '/console/second-factor', { code: codeOf(secret) });
    expect(right.text.match(CODE)).toHaveLength(10);
    expect(right.text).toContain('href="/console/evaluations?state&#x3D;open"');
    // A form of the session before, which ended when the factor was set.
    const again = await visitor.send(wrong.text, '/console/second-factor', { code: codeOf(secret) });
    expect(again.status).toBe(403);
    expect((await visitor.get('/console/evaluations')).status).toBe(200);
  });

  it('takes a second page that asks for the code alone and keeps the way on; each code counts once', async () => {
    const { id, username } = await account();
    const { token } = (await session(username)).body as { token: string };
    const { secret, spent, recoveryCodes } = await enrol(app.api(token));
    const visitor = new ConsoleVisitor(app);
    const next = '/console/account';
    const second = await visitor.submit(`/console/sign-in?next=${next}`, '/console/sign-in', {
      username,
      password: PASSWORD,
    });
    expect(second.text).toContain('第二步');
    expect(second.text).not.toContain(PASSWORD);
    expect((await visitor.get('/console/account')).status).toBe(303);
    const send = (fields: Record<string, string>, html = second.text) =>
      visitor.send(html, '/console/sign-in/code', fields);
    const used = await send({ code: spent });
    expect([used.status, used.text.includes('验证码不正确')]).toEqual([401, true]);
    const empty = await send({}, used.text);
    expect([empty.status, empty.text.includes(username)]).toEqual([422, true]);
    const right = await send({ code: codeOf(secret, 1) }, empty.text);
    expect([right.status, right.headers.location]).toEqual([303, next]);
    expect((await visitor.get(next)).text).toContain('10 个恢复代码');
    const stale = await new ConsoleVisitor(app).send(second.text, '/console/sign-in/code', {
      recovery: recoveryCodes[0]!,
    });
    expect([stale.status, stale.text.includes('请重新登录')]).toEqual([401, true]);
    expect(await recorded(id)).toEqual([
      'account.created evaluator',
      'session.opened password',
      'account.second-factor-set first',
      'session.refused second-factor',
      'session.opened second-factor',
    ]);
  });

  it('has ten recovery codes, each for one sign-in; new ones need the password and end the old', async () => {
    const { id, username } = await account();
    const { recoveryCodes } = await enrol(app.api(((await session(username)).body as { token: string }).token));
    const [first = '', second = ''] = recoveryCodes;
    // 24 signs out of 31 are 118 bits; from 112 on a plain hash is allowed (ASVS 5.0 6.5.2).
    for (const code of recoveryCodes) expect(code).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){5}$/);
    const opened = await session(username, first.toUpperCase().replaceAll('-', ' '));
    expect(opened.status).toBe(201);
    expect((await session(username, first)).status).toBe(401);
    const api = app.api((opened.body as { token: string }).token);
    expect((await api.get('me')).body).toMatchObject({ recoveryCodesLeft: 9 });
    const wrong = await api.post('me/recovery-codes', { current: 'wrong' });
    expect(wrong.body).toMatchObject({ errors: [{ field: 'current', code: 'password-wrong' }] });
    const renewed = await api.post('me/recovery-codes', { current: PASSWORD }, { key: 'renewal-of-codes' });
    const { recoveryCodes: fresh } = renewed.body as { recoveryCodes: string[] };
    const repeat = await api.post('me/recovery-codes', { current: PASSWORD }, { key: 'renewal-of-codes' });
    expect([repeat.status, repeat.text.includes(fresh[0]!)]).toEqual([201, false]);
    expect((await session(username, second)).status).toBe(401);
    expect((await session(username, fresh[0])).status).toBe(201);
    const kept = await owner.query<{ all: string }>(
      `select concat((select string_agg(a::text, ' ') from audit_events a), (select string_agg(r::text, ' ') from recovery_codes r),
        (select string_agg(i::text, ' ') from idempotency_keys i)) as all`,
    );
    for (const code of [...recoveryCodes, ...fresh]) expect(kept.rows[0]!.all).not.toContain(code);
    expect(await recorded(id)).toContain('session.opened recovery-code');
  });

  it('cannot be replaced from a session that was left open, nor used by one opened with the password alone', async () => {
    const { username } = await account();
    const thief = app.api(((await session(username)).body as { token: string }).token);
    const holder = app.api(((await session(username)).body as { token: string }).token);
    await enrol(holder);
    expect((await thief.get('me')).status).toBe(401);
    const { secret, replaces } = (await holder.get('me/second-factor')).body as { secret: string; replaces: boolean };
    expect(replaces).toBe(true);
    const attempt = (current?: string) => holder.post('me/second-factor', { secret, code: codeOf(secret), current });
    expect((await attempt()).body).toMatchObject({ errors: [{ field: 'current', code: 'password-wrong' }] });
    for (let guess = 0; guess < 9; guess += 1) await attempt('guess');
    expect((await attempt(PASSWORD)).status).toBe(429);
    await owner.query(`delete from rate_limits where bucket like 'own-password%'`);
    expect((await attempt(PASSWORD)).status).toBe(201);
  });

  it('is limited by account, over all ways to try codes', async () => {
    const { username } = await account();
    const { secret } = await enrol(app.api(((await session(username)).body as { token: string }).token));
    for (let guess = 0; guess < 10; guess += 1) expect((await session(username, '12345')).status).toBe(401);
    expect((await session(username, codeOf(secret, 1))).body).toMatchObject({ code: 'too-many-attempts', status: 429 });
    const visitor = new ConsoleVisitor(app);
    const page = await visitor.submit('/console/sign-in', '/console/sign-in', { username, password: PASSWORD });
    const answer = await visitor.send(page.text, '/console/sign-in/code', { code: codeOf(secret, 1) });
    expect([answer.status, answer.text.includes('尝试次数过多')]).toEqual([429, true]);
  });

  it('is taken away by an administrator, who cannot do it to oneself; the next sign-in sets up a new one', async () => {
    const { id, username } = await account();
    const api = app.api(((await session(username)).body as { token: string }).token);
    await enrol(api);
    const administrator = await loginAs(app, 'system-administrator');
    const visitor = await new ConsoleVisitor(app).signIn(administrator.username);
    const page = `/console/accounts/${id}`;
    expect((await visitor.get(page)).text).toContain('两步验证：已开启');
    expect((await visitor.submit(page, `${page}/remove-second-factor`)).status).toBe(303);
    expect((await api.get('me')).status).toBe(401);
    expect((await session(username)).body).toMatchObject({ enrolAt: '/api/v1/me/second-factor' });
    const kept = await owner.query('select 1 from recovery_codes where account_id = $1', [id]);
    expect(kept.rows).toEqual([]);
    const by = app.api(administrator.token);
    const own = await by.post(`accounts/${administrator.accountId}/remove-second-factor`);
    expect(own.body).toMatchObject({ code: 'second-factor-own', status: 409 });
    expect((await by.post(`accounts/${id}/remove-second-factor`)).body).toMatchObject({
      code: 'second-factor-missing',
    });
    const worker = await loginAs(app, 'station-worker');
    expect((await app.api(worker.token).post(`accounts/${id}/remove-second-factor`)).status).toBe(403);
  });

  it('is not asked of the demonstration, whose pages say so, nor of who opens no file', async () => {
    const demonstration = await loginAs(app, 'station-worker');
    const visitor = await new ConsoleVisitor(app).signIn(demonstration.username);
    for (const page of ['/console', '/console/households', '/console/account']) {
      expect((await visitor.get(page)).text).toContain('演示账号：没有两步验证');
    }
    expect((await visitor.get('/console?lang=en')).text).toContain('Demonstration account: no second factor.');
    expect((await visitor.get('/console/second-factor')).status).toBe(409);
    const volunteer = await account('volunteer');
    expect((await session(volunteer.username)).body).toMatchObject({ enrolAt: null });
    const own = await (await new ConsoleVisitor(app).signIn(volunteer.username, PASSWORD)).get('/console/account');
    expect([own.status, own.text.includes('演示账号：没有两步验证')]).toEqual([200, false]);
  });

  it('costs nothing that was typed when the login ended before it was set up', async () => {
    const worker = await loginAs(app, 'window-worker');
    const visitor = await new ConsoleVisitor(app).signIn(worker.username);
    const page = await visitor.get('/console/leads/new');
    await owner.query(`update accounts set demonstration = false where id = '${worker.accountId}'`);
    const typed = { whereabouts: '村口小卖部旁' };
    const asked = await visitor.send(page.text, '/console/leads/new', typed);
    expect(asked.status).toBe(401);
    const enrolment = await visitor.send(asked.text, '/console/sign-in', {
      username: worker.username,
      password: DEMONSTRATION_PASSWORD,
    });
    const [secret = ''] = SECRET_ON_PAGE.exec(enrolment.text) ?? [];
    const codes = await visitor.send(enrolment.text, '/console/second-factor', { code: codeOf(secret) });
    const form = await visitor.send(codes.text, '/console/leads/new');
    expect([form.status, form.text.includes(typed.whereabouts)]).toEqual([422, true]);
  });
});
