import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DecideMapping, directoryOf, MappingDesk } from '../../../src/exchange/hsds';
import { ImportRunsStore } from '../../../src/exchange/spreadsheets';
import { systemActor } from '../../../src/trust/access';
import { Transactions } from '../../../src/platform/database';
import { startApp, type TestApp } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { loadDistrict, type Login, loginAs } from '../../support/district';

const line = (id: string, name: string) =>
  JSON.stringify({
    id,
    name,
    status: 'active',
    organization: { id: 'org-1', name: 'Harbour House' },
    attributes: [{ taxonomy_term: { id: `t-${id}`, code: 'OWN-1', name: 'Odd things', taxonomy: 'own' } }],
  });
const content = ['a', 'b', 'c', 'd'].map((id) => line(id, `Odd matter ${id}`)).join('\n');
const file = { name: 'harbour.jsonl', content };

describe('import and mapping desk in the console', () => {
  let app: TestApp;
  let centre: Login;
  let visitor: ConsoleVisitor;
  let run = '';

  beforeAll(async () => {
    app = await startApp();
    await loadDistrict(app);
    centre = await loginAs(app, 'centre-worker');
    visitor = await new ConsoleVisitor(app).signIn(centre.username);
  });
  afterAll(() => app.close());

  const waiting = () =>
    app.as(centre.actor, () => app.get(MappingDesk).list({ state: 'unmapped', source: 'harbour', limit: 50 }));
  const offerings = () =>
    app.as(systemActor(directoryOf('harbour'), 'test'), () =>
      app
        .get(Transactions)
        .manager.query<Array<{ source_id: string; code: string | null; state: string }>>(
          `select source_id, code, state from offerings where source = 'harbour' order by source_id`,
        ),
    );
  const importOnce = async () => {
    const sent = await visitor.upload('/console/imports/new', file, { format: 'hsds', source: '' });
    expect(sent.status).toBe(303);
    run = String(sent.headers['location']);
    return visitor.submit(run, `${run}/start`, { place: 'directory' });
  };

  it('shows the page again when the file or the format is missing', async () => {
    const answer = await visitor.upload('/console/imports/new', { name: '', content: '' }, { format: 'hsds' });
    expect(answer.status).toBe(422);
    expect((await visitor.upload('/console/imports/new', file, { format: 'secret' })).status).toBe(422);
  });

  it('previews an upload and stores nothing before it is started', async () => {
    const sent = await visitor.upload('/console/imports/new', file, { format: 'hsds' });
    const page = await visitor.get(String(sent.headers['location']));
    expect(page.status).toBe(200);
    expect(page.text).toContain('Odd matter a');
    expect(await offerings()).toEqual([]);
    const id = String(sent.headers['location']).split('/').pop() ?? '';
    await visitor.submit(`/console/imports/${id}`, `/console/imports/${id}/cancel`);
    expect((await visitor.get(`/console/imports/${id}`)).text).not.toContain('/start"');
  });

  it('runs as a job whose page renews itself without script, and tells the counts', async () => {
    expect((await importOnce()).status).toBe(303);
    const moving = await visitor.get(run);
    expect(moving.headers['refresh']).toBe('2');
    expect(moving.text).toContain('<progress');
    await app.drain();
    const done = await visitor.get(run);
    expect(done.headers['refresh']).toBeUndefined();
    expect(done.text).toContain('/console/mapping?source&#x3D;harbour');
    expect((await offerings()).map(({ state }) => state)).toEqual(['unmapped', 'unmapped', 'unmapped', 'unmapped']);
    expect(existsSync(join(app.config.dataDir, 'uploads', run.split('/').pop() ?? ''))).toBe(false);
    expect((await visitor.get(`${run}/problems.csv`)).headers['content-type']).toContain('text/csv');
    expect((await visitor.get('/console/imports')).text).toContain('harbour.jsonl');
  });

  it('is not started twice, and a run that waits can be stopped', async () => {
    await importOnce();
    const again = await visitor.submit(run, `${run}/cancel`);
    expect(again.status).toBe(303);
    await app.drain();
    const page = await visitor.get(run);
    expect(page.status).toBe(200);
    expect(page.headers['refresh']).toBeUndefined();
    const { read, state } = await app.as(centre.actor, () => app.get(ImportRunsStore).get(run.split('/').pop() ?? ''));
    expect({ read, state }).toEqual({ read: 0, state: 'cancelled' });
  });

  it('gives one record its code at the desk', async () => {
    const { items } = await waiting();
    expect(items).toHaveLength(4);
    expect(items[0]).toMatchObject({ termName: 'Odd things', sameTerm: 4 });
    const page = await visitor.get('/console/mapping?source=harbour');
    expect(page.text).toContain('Odd matter a');
    const id = items[0]?.offeringId ?? '';
    expect((await visitor.get(`/console/mapping/${id}`)).text).toContain('Odd matter a');
    expect((await visitor.send(page.text, '/console/mapping/decisions', { ids: id })).status).toBe(422);
    const sent = await visitor.send(page.text, '/console/mapping/decisions', { ids: id, code: 'SO-02' });
    expect(sent.status).toBe(303);
    expect((await offerings())[0]).toEqual({ source_id: 'a', code: 'SO-02', state: 'listed' });
  });

  it('decides for all that wait with the same term, also that none fits, and the decisions outlive the next import', async () => {
    const { items } = await waiting();
    const page = await visitor.get('/console/mapping?source=harbour');
    await visitor.send(page.text, '/console/mapping/decisions', { ids: items[0]?.offeringId ?? '', none: 'true' });
    const rest = (await waiting()).items;
    const count = await app.as(centre.actor, () =>
      app.get(DecideMapping).execute([rest[0]?.offeringId ?? ''], 'LI-02', { sameTerm: true }),
    );
    expect(count).toBe(2);
    await importOnce();
    await app.drain();
    expect((await offerings()).map(({ code }) => code)).toEqual(['SO-02', null, 'LI-02', 'LI-02']);
    expect((await waiting()).items).toEqual([]);
    expect((await visitor.get('/console/mapping?source=harbour&state=decided')).text).toContain('Odd matter b');
  });

  it('is closed to those who may not, and a code outside the list is refused', async () => {
    const window = await new ConsoleVisitor(app).signIn((await loginAs(app, 'window-worker')).username);
    expect((await window.get('/console/mapping')).status).toBe(403);
    expect((await window.get('/console/imports')).status).toBe(403);
    const page = await app.as(centre.actor, () => app.get(MappingDesk).list({ source: 'harbour', limit: 1 }));
    const wrong = app.as(centre.actor, () =>
      app.get(DecideMapping).execute([page.items[0]?.offeringId ?? ''], 'XX-99'),
    );
    await expect(wrong).rejects.toMatchObject({ status: 422 });
  });
});
