import { randomUUID } from 'node:crypto';
import { ConsoleVisitor } from '../../support/console';
import { assess, openPeopleWorld, type PeopleWorld, triageAnswers } from './assessed-household';

const NAME = '钱页面';
const TYPED = />\s*短<\/textarea>/;

describe('the pages of work without a network (R103)', () => {
  let world: PeopleWorld;
  let worker: ConsoleVisitor;
  let home: { id: string; memberIds: string[] };
  let number: string;
  beforeAll(async () => {
    world = await openPeopleWorld();
    home = await world.household([{ name: NAME, relation: 'head', birthDate: '1950-05-05' }]);
    const [row] = await world.rows<{ number: string }>('select number from households where id = $1', [home.id]);
    number = row!.number;
    worker = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
  });
  afterAll(() => world.close());

  const FORM = '/console/field';
  const triage = (version: string) => {
    const place = { sheet: randomUUID(), householdId: home.id };
    const head = { memberId: null, instrument: 'S16', instrumentVersion: version, mode: 'proxy' };
    const said = Object.entries(triageAnswers('income-cut'));
    return [
      { kind: 'start', seq: 1, ...place, ...head },
      ...said.map(([item, value], at) => ({ kind: 'answer', seq: at + 2, ...place, item, value })),
      { kind: 'complete', seq: said.length + 2, ...place, elapsedSeconds: 61 },
    ];
  };

  it('shows a refused form with all that was typed and ticked, in both languages', async () => {
    const typed = { households: home.id, device: '办公手机7号', purpose: '走访' };
    const refused = await worker.submit(`${FORM}?q=${number}`, FORM, typed);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('办公手机7号');
    expect(refused.text).toMatch(new RegExp(`value="${home.id}"[^>]* checked`));
    const none = await worker.submit(`${FORM}?q=${number}`, FORM, {
      ...typed,
      purpose: '入户走访评估自理',
      households: [],
    });
    expect(none.status).toBe(422);
    // Found by its number and not ticked yet: it is still there to be ticked.
    expect(none.text).toContain(`value="${home.id}"`);
    await worker.speak('en');
    expect((await worker.get(FORM)).text).toContain('Work without a network');
    await worker.speak('zh-CN');
    const taken = await worker.submit(`${FORM}?q=${number}`, FORM, { ...typed, purpose: '入户走访评估自理' });
    expect([taken.status, taken.headers.location]).toEqual([
      303,
      expect.stringMatching(/^\/console\/field\/device\?take=/),
    ]);
  });

  it('answers the scripts of the device by the cookie, and nobody else', async () => {
    const [device] = await world.rows<{ id: string }>('select id from take_alongs order by taken_at desc limit 1');
    const base = `${FORM}/take-alongs/${device!.id}`;
    const contents = await worker.get(`${base}/contents`);
    expect(contents.headers['cache-control']).toBe('no-store');
    expect(contents.body.households).toMatchObject([{ displayName: NAME, number }]);
    const { body } = await worker.get(`${base}/state`);
    expect(body).toMatchObject({ end: null, sheets: [], csrf: expect.any(String) });
    const stranger = new ConsoleVisitor(world.app);
    expect((await stranger.get(`${base}/contents`)).status).toBe(303);
    const shell = await stranger.get(`${FORM}/device`);
    expect(shell.status).toBe(200);
    expect(shell.text).not.toMatch(/_csrf|name="_key"/);
    const script = await stranger.get(`${FORM}/worker.js`);
    expect([script.status, script.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
  });

  it('puts two results side by side, and settles with a reason', async () => {
    await assess(world.api.station, home.id, 'S16', triageAnswers());
    const [device] = await world.rows<{ id: string }>('select id from take_alongs order by taken_at desc limit 1');
    const operations = [...triage('1.0'), ...triage('0.9')];
    expect((await world.api.window.post(`take-alongs/${device!.id}/packets`, { operations })).status).toBe(200);
    const { text } = await worker.get(FORM);
    expect(text).toContain('未入档');
    const [, conflict = ''] = /href="(\/console\/field\/conflicts\/[^"]+)"/.exec(text) ?? [];
    const page = await worker.get(conflict);
    expect(page.text).toMatch(/评估人[\s\S]*分诊/);
    const centre = await new ConsoleVisitor(world.app).signIn(world.logins.centre.username);
    expect((await centre.get(conflict)).status).toBe(200);
    const short = await worker.submit(conflict, conflict, { reason: '短' });
    expect(short.status).toBe(422);
    expect(short.text).toMatch(TYPED);
    const [mine] = await world.rows<{ id: string }>(
      `select id from assessments where household_id = $1 and triage = 'amber'`,
      [home.id],
    );
    const settled = await worker.submit(conflict, conflict, { assessmentId: mine!.id, reason: '入户时亲眼看到的情况' });
    expect([settled.status, settled.headers.location]).toEqual([303, conflict]);
    expect((await worker.get(conflict)).text).toContain('为准');
  });

  it('lets a refused sheet be tried again, gone on with, or set aside', async () => {
    const { text } = await worker.get(FORM);
    const [, sheet = ''] = /href="(\/console\/field\/sheets\/[^"]+)"/.exec(text) ?? [];
    const page = await worker.get(sheet);
    expect(page.text).toContain('题目已经变更');
    expect((await worker.send(page.text, sheet, { act: 'again' })).status).toBe(303);
    const short = await worker.submit(sheet, sheet, { act: 'set-aside', reason: '短' });
    expect([short.status, TYPED.test(short.text)]).toEqual([422, true]);
    expect((await worker.submit(sheet, sheet, { act: 'go-on' })).status).toBe(303);
    expect((await worker.get(sheet)).text).toContain('已处理');
    expect((await worker.get(FORM)).text).not.toContain(sheet);
  });

  it('ends a device', async () => {
    const [device] = await world.rows<{ id: string }>('select id from take_alongs order by taken_at desc limit 1');
    const action = `${FORM}/take-alongs/${device!.id}/end`;
    expect((await worker.submit(FORM, action, { reason: 'stolen' })).status).toBe(422);
    expect((await worker.submit(FORM, action, { reason: 'lost' })).status).toBe(303);
    expect((await worker.get(FORM)).text).toContain('已丢失');
    expect((await worker.get(`${FORM}/take-alongs/${device!.id}/contents`)).status).toBe(410);
  });
});
