import { ConsoleVisitor } from '../../support/console';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';

describe('pages of those who owe support, of trades and of exemptions (R65, R67)', () => {
  let world: PeopleWorld;
  let window: ConsoleVisitor;
  let station: ConsoleVisitor;
  let officer: ConsoleVisitor;
  beforeAll(async () => {
    world = await openPeopleWorld();
    const visitor = (who: 'window' | 'station' | 'officer') =>
      new ConsoleVisitor(world.app).signIn(world.logins[who].username);
    window = await visitor('window');
    station = await visitor('station');
    officer = await visitor('officer');
  });
  afterAll(() => world.close());

  const send = (page: string, fields: Record<string, string>, action = page, who = window) =>
    who.submit(`/console/${page}`, `/console/${action}`, fields);
  const open = async (path: string, who = window) => {
    const { status, text } = await who.get(`/console/${path}`);
    expect(status).toBe(200);
    return text;
  };
  const SON = {
    ...{ name: '王建国', relation: 'child', unableBecause: '', householdSize: '3', supports: '2', incomeYearFen: '' },
    ...{ method: 'declared', paper: 'court', agreedMonthFen: '500.00', paidMonthFen: '200', paidMethod: 'payslip' },
    ...{ note: '' },
  };

  it('lead from the question through the form to the printed calculation', async () => {
    const { id, memberIds } = await world.household();
    const home = `households/${id}`;
    expect(await open(`${home}/economy`)).toContain('没有登记不等于没有义务人');
    expect((await send(`${home}/economy`, {}, `${home}/obligors/nobody`)).status).toBe(303);
    expect(await open(`${home}/economy`)).toContain('没有义务人');
    const typed = { ...SON, memberId: memberIds[0]! };
    const wrong = await send(`${home}/obligors/new`, { ...typed, paidMethod: '' }, `${home}/obligors`);
    expect(wrong.status).toBe(422);
    for (const kept of ['value="王建国"', 'value="500.00"', '请说明是怎样知道的']) expect(wrong.text).toContain(kept);
    const people = await send(`${home}/obligors/new`, { ...typed, supports: 'x' }, `${home}/obligors`);
    expect([people.status, people.text.includes('1至30之间的人数')]).toEqual([422, true]);
    expect((await send(`${home}/obligors/new`, typed, `${home}/obligors`)).status).toBe(303);
    const page = await open(`${home}/economy`);
    for (const words of ['王建国', '子女（含养子女、继子女）', '¥500.00', '¥200.00', '少付，请核实'])
      expect(page).toContain(words);
    const line = { item: 'other-income', amount: '100', period: 'month', method: 'declared', memberId: '', note: '' };
    expect((await send(`${home}/economy`, line)).status).toBe(303);
    expect((await send(`${home}/classification`, { kind: '' }, undefined, officer)).status).toBe(303);
    const printed = await open(`${home}/classification`, officer);
    expect(printed).toContain('王建国：应付 ¥500.00，实付 ¥200.00，每月计入 ¥200.00。');
    expect(printed).toContain('王建国实际支付少于应付，按实际计入，请了解原因。');
    const [son] = (await world.api.window.get(`${home}/obligors`)).body.items;
    expect(printed).toContain(`economy#obligor-${son.id}`);
    // Whoever sees sums only is told neither who it is nor what the entry says (C3).
    const sums = await open(`${home}/economy`, station);
    expect(sums).not.toContain('王建国');
    expect(sums).toContain('¥500.00');
    expect(await open(`${home}/classification`, station)).not.toContain('王建国');
    expect((await station.get(`/console/obligors/${son.id}`)).status).toBe(403);
  });

  it('correct an entry, forget what was emptied, and end it', async () => {
    const { id, memberIds } = await world.household();
    const { body: son } = await world.api.window.post(`households/${id}/obligors`, {
      ...{ memberId: memberIds[0], name: '王建军', relation: 'child', incomeYearFen: 6_000_000, note: '打工' },
    });
    const page = `obligors/${son.id}`;
    expect(await open(page)).toContain('value="60000.00"');
    const change = { ...SON, name: '王建军', unableBecause: 'in-prison', paper: '', agreedMonthFen: '' };
    expect((await send(page, { ...change, paidMonthFen: '', paidMethod: '' })).status).toBe(303);
    const [row] = (await world.api.window.get(`households/${id}/obligors`)).body.items;
    expect(row).toMatchObject({ unableBecause: 'in-prison', incomeYearFen: null, note: null, dueMonthFen: 0 });
    const economy = `households/${id}/economy`;
    expect((await send(economy, {}, `${page}/end`)).status).toBe(303);
    expect(await open(economy)).toContain('没有登记不等于没有义务人');
  });

  it('offer the trades and grounds of the pack, show what was chosen, and take it back', async () => {
    const { id } = await world.household();
    const home = `households/${id}/economy`;
    const page = await open(home);
    for (const words of ['快递、外卖配送（平均每月¥4,200.00）', '生产生活必需']) expect(page).toContain(words);
    const van = { item: 'vehicle', amount: '30000', period: 'once', method: 'declared', memberId: '', note: '' };
    const bare = await send(home, { ...van, trade: '', exemptOn: 'livelihood-tool', exemptReason: '' });
    expect([bare.status, bare.text.includes('为什么属于生产生活必需')]).toEqual([422, true]);
    expect(bare.text).toContain('<option value="livelihood-tool" selected>');
    const whole = { ...van, trade: '', exemptOn: 'livelihood-tool', exemptReason: '送货谋生' };
    expect((await send(home, whole)).status).toBe(303);
    expect(await open(home)).toContain('豁免：生产生活必需（送货谋生）');
    const [line] = (await world.api.window.get(home)).body.items;
    expect(await open(`economy/${line.id}`)).not.toContain('快递');
    const back = { amount: '30000', period: 'once', method: 'declared', note: '', exemptOn: '', exemptReason: '' };
    expect((await send(`economy/${line.id}`, back)).status).toBe(303);
    const [after] = (await world.api.window.get(home)).body.items;
    expect(after).toMatchObject({ exemptOn: null, exemptReason: null });
  });
});
