import { ConsoleVisitor } from '../../support/console';
import { type CheckedWorld, openCheckedWorld } from './checked-household';

describe('pages of checks (R93, B16)', () => {
  let world: CheckedWorld;
  let officer: ConsoleVisitor;
  let worker: ConsoleVisitor;
  beforeAll(async () => {
    world = await openCheckedWorld();
    officer = await new ConsoleVisitor(world.app).signIn(world.logins.officer.username);
    worker = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
  });
  afterAll(() => world.close());

  const started = async (leastFen = 0) => {
    const { member } = world.person(leastFen);
    const { id, memberIds } = await world.household([member]);
    return { id, memberId: memberIds[0]!, page: `/console/households/${id}/verifications` };
  };
  const signed = async (page: string, memberId: string, kept = ['identity', 'economy', 'health']) =>
    worker.submit(page, `${page}/sign`, { memberId, kept, mode: 'self' });

  it('refuses to ask before somebody has signed, and keeps what was ticked', async () => {
    const { page } = await started();
    const answer = await officer.submit(page, page, { purpose: 'recheck', departments: ['finance', 'taxation'] });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('还没有签署核对授权');
    expect(answer.text).toMatch(/value="finance" checked/);
  });

  it('signs, asks, and shows tiles that fill: first waiting, then with the name of the simulator', async () => {
    const { page, memberId } = await started();
    expect((await signed(page, memberId)).status).toBe(303);
    const asked = await officer.submit(page, page, { purpose: 'application' });
    expect(asked.status).toBe(303);
    const live = asked.headers.location as string;
    const before = (await officer.get(live)).text;
    expect(before).toContain('12 个部门中 0 个已答复');
    expect(before).toContain('hx-trigger="every 1s"');
    const waiting = (await officer.get(`${live}/progress?seen=0`)).text;
    expect(waiting).toContain('hx-trigger="every 1s"');
    expect(waiting).not.toContain('hx-trigger="load"');
    expect(before).toContain('显示最新');
    await world.send();
    const after = (await officer.get(live)).text;
    expect(after).toContain('12 个部门中 12 个已答复');
    expect(after).not.toContain('hx-trigger');
    const over = (await officer.get(`${live}/progress?seen=3`)).text;
    expect(over).toContain('hx-trigger="load"');
    expect(over).not.toContain('every 1s');
    expect(after.match(/（模拟部门）/g)).toHaveLength(12);
    const seen = (await worker.get(live)).text;
    expect(seen).toContain('未向本角色开放');
    expect((await officer.get(page)).text).toContain(live);
  });

  it('prints the authorisation with all items, and no one signed in is missing from it', async () => {
    const { page } = await started();
    const { text } = await worker.get(`${page}/form`);
    expect(text).toContain('家庭经济状况核对授权书');
    expect(text).toContain('银行存款');
    expect(text).toContain('查某（签字、日期）');
  });

  it('leads from a mismatch on the desk to a settled one', async () => {
    const { id, page, memberId } = await started(500_000);
    await signed(page, memberId);
    const asked = await officer.submit(page, page, { purpose: 'application', departments: ['finance'] });
    await world.send();
    const live = (await officer.get(asked.headers.location as string)).text;
    const [, place] = /href="(\/console\/check-mismatches\/[0-9a-f-]{36})"/.exec(live) ?? [];
    expect((await officer.get('/console/check-mismatches?waiting=true')).text).toContain(place);
    const empty = await officer.submit(place!, place!, { act: 'explain', note: '' });
    expect([empty.status, empty.text.includes('请填写家庭的说明或理由')]).toEqual([422, true]);
    const disputed = await officer.submit(place!, place!, { act: 'dispute', note: '存折不是我家的' });
    expect(disputed.status).toBe(303);
    const decision = `${place}/decision`;
    expect((await officer.submit(place!, decision, { decision: 'uphold', note: '部门坚持' })).status).toBe(303);
    expect((await officer.submit(place!, place!, { act: 'take-over', note: '' })).status).toBe(303);
    expect((await officer.get(place!)).text).toContain('已采用部门数据');
    expect((await officer.get(`/console/households/${id}/economy`)).text).toContain('存款');
  });
});
