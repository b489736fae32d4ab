import { startApp, type TestApp } from '../support/app';
import { loadDistrict, loginAs } from '../support/district';

describe('the floor of the product', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
    await loadDistrict(app);
  });
  afterAll(() => app?.close());

  it('answers an anonymous visitor in Chinese', async () => {
    const answer = await app.api().get('/');
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('<html lang="zh-CN"');
    expect(answer.headers['content-security-policy']).not.toContain('unsafe-inline');
  });

  it('is ready when the database answers', async () => {
    expect((await app.api().get('/health/ready')).status).toBe(200);
  });

  it('signs in and says who one is', async () => {
    const { token } = await loginAs(app, 'station-worker');
    const me = await app.api(token).get('me');
    expect(me.status).toBe(200);
    expect(JSON.stringify(me.body)).toContain('station-worker');
  });

  it('refuses a guest, in the language asked for', async () => {
    const answer = await app.api().get('me').set('accept-language', 'en');
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'sign-in-required', status: 401 });
    expect(answer.headers['content-language']).toBe('en');
  });

  it('answers an unknown address with a problem document', async () => {
    const answer = await app.api().get('nothing-here');
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ code: 'not-found' });
  });

  it('describes itself as OpenAPI 3.1', async () => {
    const answer = await app.api().get('/api/openapi.json');
    expect(answer.body).toMatchObject({ openapi: '3.1.0' });
    expect(Object.keys((answer.body as { paths: object }).paths)).toContain('/api/v1/sessions');
  });
});
