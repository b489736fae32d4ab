import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DecideMapping, directoryOf, MappingDesk } from '../../../src/exchange/hsds';
import { ImportRunsStore } from '../../../src/exchange/spreadsheets';
import { systemActor } from '../../../src/trust/access';
import { Transactions } from '../../../src/platform/database';
import { makeProvider } from '../../factories/supply.factory';
import type { TestApp } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { type Login, loginAs, openDistrict } from '../../support/district';

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
    app = await openDistrict();
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
    const empty = await visitor.upload(
      '/console/imports/new',
      { name: 'empty.jsonl', content: '' },
      { format: 'hsds' },
    );
    expect([empty.status, empty.text.includes('这个文件是空的')]).toEqual([422, true]);
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
    const [one, other] = (await waiting()).items;
    // One record is ticked; the other waits with the same term.
    const again = await visitor.get('/console/mapping?source=harbour');
    const sent = await visitor.send(again.text, '/console/mapping/decisions', {
      ids: one?.offeringId ?? '',
      code: 'LI-02',
      sameTerm: 'true',
    });
    expect(sent.status).toBe(303);
    expect((await visitor.get(`${sent.headers['location']}&lang=en`)).text).toContain('2 records decided.');
    await visitor.get('/console/mapping?lang=zh-CN');
    expect(other?.offeringId).toBeDefined();
    await importOnce();
    await app.drain();
    expect((await offerings()).map(({ code }) => code)).toEqual(['SO-02', null, 'LI-02', 'LI-02']);
    expect((await waiting()).items).toEqual([]);
    expect((await visitor.get('/console/mapping?source=harbour&state=decided')).text).toContain('Odd matter b');
  });

  it('undoes decisions: what stood before counts again, and the next import may give a code', async () => {
    const list = '/console/mapping?source=harbour&state=decided';
    const page = await visitor.get(list);
    expect(page.text).toContain('撤销决定');
    const { items } = await app.as(centre.actor, () =>
      app.get(MappingDesk).list({ state: 'decided', source: 'harbour', limit: 50 }),
    );
    const ids = items.map(({ offeringId }) => offeringId);
    const sent = await visitor.send(page.text, '/console/mapping/decisions', { ids, undo: 'true' });
    expect(sent.status).toBe(303);
    expect((await offerings()).map(({ code, state }) => [code, state])).toEqual(Array(4).fill([null, 'unmapped']));
    expect((await waiting()).items).toHaveLength(4);
    expect((await visitor.get('/console/mapping?source=harbour')).text).not.toContain('撤销决定');
    await importOnce();
    await app.drain();
    expect((await waiting()).items).toHaveLength(4);
  });

  it('gives back the code of a rule when the decision against it is undone', async () => {
    const pantry = { name: 'quay.jsonl', content: JSON.stringify({ id: 'q1', name: 'Food pantry', status: 'active' }) };
    const sent = await visitor.upload('/console/imports/new', pantry, { format: 'hsds', source: '' });
    const there = String(sent.headers['location']);
    await visitor.submit(there, `${there}/start`, { place: 'directory' });
    await app.drain();
    const record = async () =>
      (await app.as(centre.actor, () => app.get(MappingDesk).list({ source: 'quay', limit: 1 }))).items[0];
    const first = await record();
    expect(first).toMatchObject({ state: 'mapped', code: 'MA-01' });
    const page = `/console/mapping/${first?.offeringId}`;
    await visitor.submit(page, '/console/mapping/decisions', { code: 'LI-02' });
    // A second thought does not make the first one the state before.
    await visitor.submit(page, '/console/mapping/decisions', { none: 'true' });
    expect(await record()).toMatchObject({ state: 'decided', code: null });
    await visitor.submit(page, '/console/mapping/decisions', { undo: 'true' });
    expect(await record()).toMatchObject({ state: 'mapped', code: 'MA-01', decidedBy: null });
  });

  it('shows the records of one source when asked for it', async () => {
    const harbour = await visitor.get('/console/mapping?source=harbour');
    expect(harbour.text).toContain('Odd matter b');
    const quay = await visitor.get('/console/mapping?source=quay&state=mapped');
    expect(quay.text).toContain('Food pantry');
    expect(quay.text).not.toContain('Odd matter');
    expect((await visitor.get('/console/mapping?source=quay')).text).not.toContain('Food pantry');
  });

  it('stops while it runs, from its page, and keeps what was stored until then', async () => {
    const many = Array.from({ length: 6000 }, (_, at) => line(`many-${at}`, `Odd matter ${at}`)).join('\n');
    const sent = await visitor.upload(
      '/console/imports/new',
      { name: 'many.jsonl', content: many },
      { format: 'hsds' },
    );
    const page = String(sent.headers['location']);
    await visitor.submit(page, `${page}/start`, { place: 'directory' });
    const stored = () => app.as(centre.actor, () => app.get(ImportRunsStore).get(page.split('/').pop() ?? ''));
    const working = app.drain();
    while ((await stored()).read === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const moving = await visitor.get(page);
    expect(moving.text).toMatch(/<progress[^>]+value="\d+" max="6000"/);
    expect((await visitor.send(moving.text, `${page}/cancel`)).status).toBe(303);
    await working;
    const run = await stored();
    expect(run.state).toBe('cancelled');
    expect(run.read).toBeGreaterThan(0);
    expect(run.read).toBeLessThan(6000);
    const kept = await app.as(systemActor(directoryOf('many'), 'test'), () =>
      app.get(Transactions).manager.query<unknown[]>(`select 1 from offerings where source = 'many'`),
    );
    expect(kept).toHaveLength(run.read);
    expect((await visitor.get(page)).headers['refresh']).toBeUndefined();
  });

  it('offers a provider only what it may do', async () => {
    const provider = await makeProvider(app);
    const dispatcher = await loginAs(app, 'dispatcher', { organisationId: provider.id });
    const page = await (await new ConsoleVisitor(app).signIn(dispatcher.username)).get('/console/imports');
    expect(page.text).toContain('href="/console/imports/sheet"');
    expect(page.text).not.toContain('href="/console/imports/new"');
    expect(page.text).not.toContain('href="/console/mapping"');
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
