import { startApp, type TestApp } from '../support/app';
import { ConsoleVisitor } from '../support/console';
import { DISTRICT, loadDistrict, loginAs } from '../support/district';

describe('administration pages', () => {
  let app: TestApp;
  let administrator: ConsoleVisitor;
  beforeAll(async () => {
    app = await startApp();
    await loadDistrict(app);
    const login = await loginAs(app, 'system-administrator');
    administrator = await new ConsoleVisitor(app).signIn(login.username);
  });
  afterAll(() => app?.close());

  it('makes an account whose owner sets the password by a link', async () => {
    const page = await administrator.get('/console/accounts/new');
    const unit = /<option value="([0-9a-f-]{36})"/.exec(page.text)?.[1] ?? '';
    const made = await administrator.submit('/console/accounts/new', '/console/accounts/new', {
      username: 'li.mei',
      displayName: '李梅',
      role: 'window-worker',
      unitId: unit,
    });
    expect(made.status).toBe(200);
    const link = /\/password-resets\/[\w-]+/.exec(made.text)?.[0] ?? '';
    const owner = new ConsoleVisitor(app);
    const weak = await owner.submit(link, link, { password: 'short' });
    expect(weak.status).toBe(422);
    const set = await owner.submit(link, link, { password: 'a long enough sentence 42' });
    expect(set.status).toBe(303);
    await owner.signIn('li.mei', 'a long enough sentence 42');
    await owner.enrol();
    expect((await owner.get('/console')).text).toContain('李梅');
  });

  it('shows one and the same page for a link that was used, replaced or never was', async () => {
    const made = await administrator.submit('/console/accounts/new', '/console/accounts/new', {
      ...{ username: 'wang.er', displayName: '王二', role: 'evaluator' },
    });
    const first = /\/password-resets\/[\w-]+/.exec(made.text)?.[0] ?? '';
    const { text } = await administrator.get('/console/accounts?role=evaluator');
    const page = /\/console\/accounts\/[0-9a-f-]{36}(?="[^>]*>(?:王二|wang\.er)<)/.exec(text)?.[0] ?? '';
    const again = await administrator.submit(page, `${page}/reset-password`);
    const second = /\/password-resets\/[\w-]+/.exec(again.text)?.[0] ?? '';
    const owner = new ConsoleVisitor(app);
    expect((await owner.get(second)).status).toBe(200);
    await owner.submit(second, second, { password: 'a long enough sentence 42' });
    const pages = await Promise.all([first, second, '/password-resets/no'].map((path) => owner.get(path)));
    for (const { status, text: html } of pages) {
      expect([status, html.includes('链接已使用或已过期'), html.includes('name="password"')]).toEqual([
        410,
        true,
        false,
      ]);
    }
    expect((await owner.get('/invitations/no')).status).toBe(410);
  });

  it('keeps what was typed when something is wrong', async () => {
    const answer = await administrator.submit('/console/accounts/new', '/console/accounts/new', {
      username: 'x',
      displayName: '王芳',
      role: 'officer',
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('王芳');
    expect(answer.text).toContain('govuk-error-summary');
  });

  it('lists accounts by role and shows the record only to those who may', async () => {
    expect((await administrator.get('/console/accounts?role=window-worker')).text).toContain('li.mei');
    expect((await administrator.get('/console/audit')).status).toBe(403);
    const keeper = await loginAs(app, 'audit-administrator');
    const record = await (await new ConsoleVisitor(app).signIn(keeper.username)).get('/console/audit');
    expect(record.status).toBe(200);
    expect(record.text).toContain('account.created');
    expect(record.text).not.toContain(DISTRICT + '|');
  });

  it('turns away a form without the session’s token', async () => {
    const page = await administrator.get('/console/account');
    const forged = page.text.replace(/name="_csrf" value="[^"]*"/g, 'name="_csrf" value="x"');
    const answer = await administrator.send(forged, '/console/account/password', { current: 'a', password: 'b' });
    expect(answer.status).toBe(403);
  });
});
