import { ConsoleVisitor } from '../../support/console';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';

const DAY = { 'from-year': '2099', 'from-month': '1', 'from-day': '1' };
const WHY = { ...DAY, reason: '渝民发〔2026〕1号（试算）' };

describe('pages of drafts and simulations', () => {
  let world: PeopleWorld;
  let officer: ConsoleVisitor;
  beforeAll(async () => {
    world = await openPeopleWorld();
    officer = await new ConsoleVisitor(world.app).signIn(world.logins.officer.username);
  });
  afterAll(() => world.close());

  const LIST = '/console/pack-drafts';
  const opened = async (packCode: string) =>
    String((await officer.submit(LIST, LIST, { name: '试算草案', packCode })).headers['location']);
  const changed = (draft: string, section: string, fields: Record<string, string>) => {
    const page = `${draft}/sections/${section}`;
    return officer.submit(page, page, { ...WHY, ...fields });
  };

  it('keep what was typed, and say section, row and reason of what is no pack', async () => {
    const draft = await opened('beilin');
    const refused = await changed(draft, 'allowances', { 'n/allowances/table/oldest/amount': '60000' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('value="60000"');
    expect(refused.text).toContain('渝民发〔2026〕1号（试算）');
    expect(refused.text).toMatch(/七十周岁以上老年人：每年 7200 元，应在 1776 至 6216 元之间/);
    const words = await changed(draft, 'standards', { 'n/standards/dibao/fen': 'viel' });
    expect([words.status, words.text.includes('请填数字')]).toEqual([422, true]);
    const same = await changed(draft, 'standards', {});
    expect([same.status, same.text.includes('没有改动任何数值')]).toEqual([422, true]);
    const percent = await changed(draft, 'deductions', { 'n/deductions/employment-cost/percent': '120' });
    expect([percent.status, percent.text.includes('最大为 100')]).toEqual([422, true]);
    expect((await officer.get(draft)).text).toContain('还没有改动');
  });

  it('take a change in yuan, show it with its reason, and take it back', async () => {
    const draft = await opened('demonstration');
    const done = await changed(draft, 'standards', { 'n/standards/dibao/fen': '812.50' });
    expect([done.status, done.headers['location']]).toEqual([303, draft]);
    const page = await officer.get(draft);
    expect(page.text).toContain('¥812.50');
    expect(page.text).toContain('渝民发〔2026〕1号（试算）');
    expect((await officer.get(`${draft}/sections/standards`)).text).toContain('value="812.50"');
    const back = await officer.submit(draft, `${draft}/remove`);
    expect(back.status).toBe(303);
    expect((await officer.get(draft)).text).not.toContain('¥812.50');
    expect((await officer.get(`${draft}/sections/atlantis`)).status).toBe(404);
  });

  it('add a row like another and remove one, refuse what is no pack with what was typed, and take both back', async () => {
    const draft = await opened('beilin');
    const at = `${draft}/sections/allowances`;
    expect((await officer.get(at)).text).toContain(`href="${at}/rows/new"`);
    const page = `${at}/rows/new?like=allowances.table.oldest`;
    expect((await officer.get(page)).text).toContain('value="standard(dibao) * 20%"');
    const row = { code: 'carer', 'v/zh': '照护者', 'v/en': 'Carer', citation: 'R32', ...WHY };
    const refused = await officer.submit(page, `${at}/rows`, { ...row, 'v/amount': '60000' });
    expect(refused.status).toBe(422);
    for (const typed of ['value="60000"', 'value="照护者"', 'value="carer"', '应在 1776 至 6216 元之间'])
      expect(refused.text).toContain(typed);
    const bad = await officer.submit(page, `${at}/rows`, { ...row, code: '照护' });
    expect([bad.status, bad.text.includes('代码用小写字母')]).toEqual([422, true]);
    const says = { 'v/amount': 'standard(dibao) * 20%', 'v/who/ageFrom': '60' };
    const added = await officer.submit(page, `${at}/rows`, { ...row, ...says });
    expect([added.status, added.headers['location']]).toEqual([303, draft]);
    const shown = (await officer.get(draft)).text;
    for (const said of ['新增一行', '照护者', 'standard(dibao) * 20%']) expect(shown).toContain(said);
    expect((await officer.get(at)).text).toContain('照护者');
    const removal = `${at}/removal`;
    const which = { ...WHY, row: 'allowances.table.severely-disabled' };
    const uncited = await officer.submit(removal, removal, which);
    expect([uncited.status, uncited.text.includes('删除一行要写明依据')]).toEqual([422, true]);
    expect((await officer.submit(removal, removal, { ...which, citation: 'R32' })).status).toBe(303);
    expect((await officer.get(draft)).text).toMatch(/重度残疾人[\s\S]*删除一行/);
    for (const path of ['allowances.table.carer', 'allowances.table.severely-disabled'])
      expect((await officer.submit(draft, `${draft}/remove`, { path, from: '2099-01-01' })).status).toBe(303);
    expect((await officer.get(draft)).text).toContain('还没有改动');
  });

  it('show the progress of a simulation without script, and let it be cancelled', async () => {
    const draft = await opened('demonstration');
    const started = await officer.submit(draft, `${draft}/simulate`);
    const simulation = String(started.headers['location']);
    expect(simulation).toMatch(/^\/console\/simulations\//);
    const waiting = await officer.get(simulation);
    expect([waiting.status, waiting.headers['refresh']]).toEqual([200, '2']);
    expect(waiting.text).toContain('<progress');
    expect((await officer.submit(draft, `${draft}/simulate`)).text).toContain('本区正在进行另一次测算');
    expect((await officer.submit(simulation, `${simulation}/cancel`)).status).toBe(303);
    const over = await officer.get(simulation);
    expect(over.headers['refresh']).toBeUndefined();
    expect(over.text).toContain('没有留下');
    await world.app.drain();
    expect((await officer.submit(draft, `${draft}/drop`)).headers['location']).toBe(LIST);
    expect((await officer.get(draft)).text).toContain('草案已废弃');
  });

  it('are the office’s alone', async () => {
    const centre = await new ConsoleVisitor(world.app).signIn(world.logins.centre.username);
    for (const page of [LIST, '/console/simulations']) expect((await centre.get(page)).status).toBe(403);
    expect((await centre.get('/console/policy-packs')).text).not.toContain(LIST);
    expect((await officer.get('/console/policy-packs')).text).toContain(LIST);
  });
});
