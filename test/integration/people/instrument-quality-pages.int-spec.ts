import { ConsoleVisitor } from '../../support/console';
import { loginAs } from '../../support/district';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';
import { type Assessed, fillScales } from './filled-scales';
import { fillFamilies } from './simulation-world';

const LIST = '/console/instrument-quality';
const NEW = `${LIST}/normings/new`;
const SELF_CARE = ['eat', 'dress', 'bed', 'toilet', 'walk', 'bath', 'groom', 'continence'];
const selfCare = (at: number) => Object.fromEntries(SELF_CARE.map((id, item) => [id, (at + (at % (item + 2))) % 4]));

describe('pages of the quality of scales', () => {
  let world: PeopleWorld;
  let evaluator: ConsoleVisitor;
  let people: Assessed[];
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
    await fillFamilies(world, 140);
    people = await world.rows<{ householdId: string; memberId: string }>(
      `select distinct on (household_id) household_id as "householdId", id as "memberId" from household_members order by 1, 2`,
    );
    const { username } = await loginAs(world.app, 'evaluator');
    evaluator = await new ConsoleVisitor(world.app).signIn(username);
  }, 120_000);
  afterAll(() => world.close());

  const measured = async (instrument: string) => {
    const { status, headers } = await evaluator.submit(LIST, LIST, { instrument });
    expect(status).toBe(303);
    const page = String(headers['location']);
    expect((await evaluator.get(page)).headers['refresh']).toBe('2');
    await world.app.drain();
    return page;
  };

  it('say that there are too few, and what the figures mean where there are enough', async () => {
    const none = await evaluator.get(await measured('S07'));
    expect(none.text).toContain('太少');
    await fillScales(world.app, 'S01', people.slice(0, 60), selfCare);
    const { text } = await evaluator.get(await measured('S01'));
    for (const said of ['怎么看', 'α &#x3D; ', '把饭吃到嘴里', '自己能做', '<svg aria-hidden="true"', '全部题目已答'])
      expect([said, text.includes(said)]).toEqual([said, true]);
    expect((await evaluator.get(LIST)).text).toContain('S01 日常自理');
  });

  it('keep a refused order as it was typed, and say why', async () => {
    const soon = await evaluator.submit(LIST, LIST, { instrument: 'S01' });
    expect([soon.status, soon.text.includes('不足10人')]).toEqual([409, true]);
    expect(soon.text).toMatch(/value="S01" selected/);
    const typed = { instrument: 'S01', reason: '本区老年人多，轻度过宽', mild: '50', moderate: '60', severe: '' };
    const shares = await evaluator.submit(NEW, `${LIST}/normings`, typed);
    expect(shares.status).toBe(422);
    for (const kept of ['本区老年人多，轻度过宽', 'value="50"', 'value="60"', '三个比例要么都填'])
      expect([kept, shares.text.includes(kept)]).toEqual([kept, true]);
    const order = await evaluator.submit(NEW, `${LIST}/normings`, { ...typed, severe: '5' });
    expect([order.status, order.text.includes('三个比例须依次不增')]).toEqual([422, true]);
    const few = await evaluator.submit(NEW, `${LIST}/normings`, { ...typed, mild: '70', severe: '5' });
    expect([few.status, few.text.includes('现在有60份')]).toEqual([422, true]);
    const words = await evaluator.submit(NEW, `${LIST}/normings`, { ...typed, reason: '少' });
    expect([words.status, words.text.includes('>\n少</textarea>')]).toEqual([422, true]);
  });

  it('show a proposal in both directions, give its file, and take it back with a reason', async () => {
    await fillScales(world.app, 'S01', people.slice(60, 130), (at) => selfCare(at + 60));
    const typed = { instrument: 'S01', reason: '本区老年人多，轻度过宽', mild: '70', moderate: '40', severe: '5' };
    const { status, headers } = await evaluator.submit(NEW, `${LIST}/normings`, typed);
    expect(status).toBe(303);
    await world.app.drain();
    const page = String(headers['location']);
    const { text } = await evaluator.get(page);
    for (const said of [
      '期望的比例：70 / 40 / 5%',
      '等级升高',
      '等级降低',
      '会新增',
      '会消失',
      '本区老年人多，轻度过宽',
    ])
      expect([said, text.includes(said)]).toEqual([said, true]);
    const file = await evaluator.get(`${page}/instrument.yaml`);
    expect([file.status, file.headers['content-disposition']]).toEqual([200, expect.stringMatching(/s01-.*\.yaml/)]);
    const short = await evaluator.submit(page, `${page}/withdraw`, { reason: '不改' });
    expect([short.status, short.text.includes('>\n不改</textarea>')]).toEqual([422, true]);
    expect((await evaluator.submit(page, `${page}/withdraw`, { reason: '样本集中在两个镇' })).status).toBe(303);
    const after = (await evaluator.get(page)).text;
    for (const said of ['样本集中在两个镇', '已撤回', '等级升高'])
      expect([said, after.includes(said)]).toEqual([said, true]);
    expect(after).not.toContain('instrument.yaml');
    expect((await evaluator.get(`${page}/instrument.yaml`)).status).toBe(409);
  });

  it('compare two measurements, and are shut to a village worker', async () => {
    await measured('S01');
    const rows = await world.rows<{ id: string }>(
      "select id from instrument_studies where kind = 'reliability' and instrument = 'S01' order by ordered_at desc",
    );
    const [after, before] = rows;
    const { text, status } = await evaluator.get(`${LIST}/comparison?one=${after!.id}&other=${before!.id}`);
    expect(status).toBe(200);
    for (const said of ['人数', '60', '130', '+70', '与其余题目相关：把饭吃到嘴里'])
      expect([said, text.includes(said)]).toEqual([said, true]);
    const window = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
    for (const path of [LIST, NEW, `${LIST}/comparison`, `${LIST}/${after!.id}`])
      expect([path, (await window.get(path)).status]).toEqual([path, 403]);
    expect((await window.get('/console')).text).not.toContain(LIST);
  });
});
