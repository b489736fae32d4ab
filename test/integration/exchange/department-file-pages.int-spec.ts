import { loginAs } from '../../support/district';
import { ConsoleVisitor } from '../../support/console';
import { answered, DAY, type FileWorld, openFileWorld, RESULT } from './department-file-world';

const ORDERS = '/console/department-orders';
const DEPARTMENTS = '/console/check-departments';

describe('pages about files of departments (R93, B16)', () => {
  let world: FileWorld;
  let centre: ConsoleVisitor;
  let officer: ConsoleVisitor;
  beforeAll(async () => {
    world = await openFileWorld();
    centre = await new ConsoleVisitor(world.app).signIn(world.logins.centre.username);
    officer = await new ConsoleVisitor(world.app).signIn(world.logins.officer.username);
  });
  afterAll(async () => {
    await world.way('agriculture', 'service');
    await world.close();
  });

  it('has the way of each department changed by the security administrator, who reads no file', async () => {
    const { username } = await loginAs(world.app, 'security-administrator');
    const visitor = await new ConsoleVisitor(world.app).signIn(username);
    const before = (await visitor.get(DEPARTMENTS)).text;
    expect(before).toContain('4 秒');
    const changed = await visitor.submit(DEPARTMENTS, `${DEPARTMENTS}/agriculture/way`);
    expect([changed.status, changed.headers.location]).toEqual([303, DEPARTMENTS]);
    const after = (await visitor.get(DEPARTMENTS)).text;
    expect(after).toContain('10 个工作日');
    expect(after).toContain('农业农村：改为联网');
    const twice = await visitor.send(before, `${DEPARTMENTS}/agriculture/way`);
    expect(twice.status).toBe(409);
    expect((await visitor.get(ORDERS)).status).toBe(403);
    const station = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    const read = (await station.get(DEPARTMENTS)).text;
    expect([read.includes('农业农村'), read.includes('改为联网')]).toEqual([true, false]);
  });

  it('leads from the check to the order, to the answer and back, and says each time where it stands', async () => {
    await world.way('agriculture', 'file');
    const { id } = await world.signed();
    const page = `/console/households/${id}/verifications`;
    const ticked = { purpose: 'application', departments: ['agriculture', 'education'] };
    const live = String((await officer.submit(page, page, ticked)).headers.location);
    await world.send();
    const first = (await officer.get(live)).text;
    expect(first).toContain('1 个部门中 1 个已答复');
    expect(first).toContain('等待中心生成委托');
    expect(first).not.toContain('every 1s');
    expect((await officer.get(page)).text).toContain('等待文件答复：');
    expect((await centre.get('/console')).text).toContain('等待委托的部门查询');
    expect((await centre.get(ORDERS)).text).toContain('生成委托：农业农村');
    const made = await centre.submit(ORDERS, ORDERS);
    expect(made.status).toBe(303);
    const order = String(made.headers.location);
    const shown = (await centre.get(order)).text;
    expect(shown).toMatch(/0001[A-Z]{2}/);
    expect((await officer.get(live)).text).toMatch(/以文件委托，应在 .* 前答复/);
    const number = /DO-\d{4}-\d+/.exec(shown)![0];
    const { content } = await world.file(order.split('/').pop()!);
    const upload = `/console/department-answers/new?order=${number}`;
    expect((await centre.get(upload)).text).toContain(`value="${number}"`);
    const bad = await centre.upload(upload, { name: 'a.csv', content: '姓名,结果\n某,有\n' }, { order: number });
    expect(bad.status).toBe(422);
    expect(bad.text).toContain('找不到答复的表头');
    expect(bad.text).toContain(`value="${number}"`);
    const faulty = await answered(content, (_, at) => ({ [RESULT]: at === 0 ? '无' : '也许', [DAY]: '2026-11-20' }));
    const tried = await centre.upload(upload, { name: 'a.xlsx', content: faulty }, { order: number });
    const file = String(tried.headers.location);
    const trial = (await centre.get(file)).text;
    expect(trial).toContain('查询结果要填“有”或“无”');
    expect(trial).toContain('采用 1 行答复');
    expect((await centre.get(`${file}/rows`)).text).toContain('查询结果要填');
    expect((await centre.get(`${file}/problems.xlsx`)).status).toBe(200);
    expect((await centre.submit(file, `${file}/confirm`)).status).toBe(303);
    expect((await centre.get(order)).text).toContain('部分答复');
    expect((await centre.submit(file, `${file}/undo`)).status).toBe(303);
    expect((await centre.get(file)).text).toContain('已撤销');
    expect((await centre.get('/console/department-answers')).text).toContain(file);
    expect((await centre.submit(order, `${order}/cancel`)).status).toBe(303);
    expect((await centre.get(`${ORDERS}?state=cancelled`)).text).toContain(number);
    await centre.speak('en');
    for (const address of [ORDERS, order, file, '/console/department-answers', '/console/department-answers/new'])
      expect((await centre.get(address)).text).toContain('<html lang="en"');
    await centre.speak('zh-CN');
  });
});
