import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../src/platform/database';
import { Templates } from '../../src/platform/rendering';
import { listen } from '../../src/platform/start';
import { startApp, type TestApp } from '../support/app';
import recorded from '../consistency/openapi.json';
import { query } from '../support/cluster';
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

  it('is ready when the schema is that of the program and the demonstration is loaded', async () => {
    const ready = async (): Promise<unknown> => (await app.api().get('/health/ready')).body;
    expect((await app.api().get('/health/ready')).status).toBe(503);
    expect(await ready()).toMatchObject({ parts: { database: true, schema: true, demonstration: false } });
    await query(app.database.ownerUrl, `insert into installation_marks values ('demonstration', now(), '{}')`);
    expect((await app.api().get('/health/ready')).status).toBe(200);
    const newest = '(select max(timestamp) from migrations)';
    await query(app.database.ownerUrl, `update migrations set name = 'x' || name where timestamp = ${newest}`);
    expect(await ready()).toMatchObject({ status: 'not-ready', parts: { schema: false } });
    await query(app.database.ownerUrl, `update migrations set name = substr(name, 2) where timestamp = ${newest}`);
  });

  it('counts for the monitor from the first question on, however often it asks', async () => {
    for (let scrape = 0; scrape < 2; scrape += 1) {
      const answer = await app.api().get('/metrics');
      expect(answer.status).toBe(200);
      expect(answer.text).toMatch(/^process_cpu_seconds_total \S+$/m);
      expect(answer.text).toContain('nodejs_gc_duration_seconds');
    }
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

  it('says nothing of whom to tell of a hole while the operator has named nobody', async () => {
    const answer = await app.api().get('/.well-known/security.txt');
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
  });

  it('describes itself as OpenAPI 3.1, in the words of the recorded file', async () => {
    const answer = await app.api().get('/api/openapi.json');
    expect(answer.body).toEqual(recorded);
    expect((await app.api().get('/api/docs')).text).toContain('swagger');
  });

  it('does not listen when a template is broken', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'templates-'));
    writeFileSync(join(folder, 'page.hbs'), '{{#if x}}');
    const templates = app.get(Templates);
    templates.load(folder);
    await expect(listen(app.app, { ...app.config, port: 0 })).rejects.toThrow(/Template page: Parse error/);
    templates.load(join(projectRoot(), 'templates'));
    rmSync(folder, { recursive: true });
  });
});
