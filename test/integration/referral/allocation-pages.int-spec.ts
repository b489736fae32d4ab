import type { Offering } from '../../../src/supply/offerings';
import { ConsoleVisitor } from '../../support/console';
import { openReferralWorld, type Person, type ReferralWorld } from './referral-world';

const LIST = '/console/allocations';
const NEW = `${LIST}/new`;
const WHY = '会议纪要第12号，居委会核实过';
const FIELDS = {
  ...{ 'beginsOn-year': '2026', 'beginsOn-month': '11', 'beginsOn-day': '1', model: 'places' },
  ...{ 'endsOn-year': '2026', 'endsOn-month': '11', 'endsOn-day': '30' },
};

/** One offering with two places, one that nobody uses, five who need it, and one whom nobody can serve. */
describe('pages of allocations', () => {
  let world: ReferralWorld;
  let centre: ConsoleVisitor;
  let officer: ConsoleVisitor;
  let people: Person[];
  let narrow: Offering;
  let allocation: string;

  beforeAll(async () => {
    world = await openReferralWorld({ alone: true });
    const firm = await world.firm();
    narrow = await world.offering(firm, 2);
    people = [];
    for (let at = 0; at < 5; at += 1) people.push(await world.person());
    await world.needy(['EM-04']);
    centre = await new ConsoleVisitor(world.app).signIn(world.logins.centre.username);
    officer = await new ConsoleVisitor(world.app).signIn(world.logins.officer.username);
  }, 120_000);
  afterAll(() => world.close());

  const needPage = (person: Person) => `${allocation}/needs/${person.needId}`;
  const assigned = async () =>
    world.rows<{ needId: string }>(
      `select need_id as "needId" from allocation_needs where allocation_id = $1 and outcome = 'assigned'`,
      [allocation.split('/').pop()],
    );

  it('say beforehand what will happen, and keep what was typed when it cannot be', async () => {
    const blank = (await centre.get(NEW)).text;
    for (const said of ['系统会这样做', '在另一位同事发布之前', '保底比例']) expect(blank).toContain(said);
    const refused = await centre.submit(NEW, NEW, {
      ...{ ...FIELDS, name: '十一月统筹', 'endsOn-month': '10', budgets: 'true', 'floors.0.key': 'age:older' },
    });
    expect(refused.status).toBe(422);
    for (const said of ['value="十一月统筹"', '请同时选择群体并填写百分比', 'value="age:older" selected'])
      expect(refused.text).toContain(said);
    // Rows were left empty before the one that says the same again.
    const twice = await centre.submit(NEW, NEW, {
      ...{ ...FIELDS, name: '十一月统筹', 'floors.0.key': '', 'floors.1.key': 'age:older', 'floors.1.percent': '90' },
      ...{ 'floors.2.key': '', 'floors.3.key': 'age:older', 'floors.3.percent': '80' },
    });
    expect([twice.status, twice.text.match(/href="#f-floors-\d-key"/g)]).toEqual([422, ['href="#f-floors-3-key"']]);
    const period = await centre.submit(NEW, NEW, { ...FIELDS, name: '十一月统筹', 'endsOn-month': '10' });
    expect([period.status, period.text.includes('结束日期不能早于开始日期')]).toEqual([422, true]);
    const money = await centre.submit(NEW, NEW, { ...FIELDS, name: '十一月统筹', budgets: 'true' });
    expect([money.status, money.text.includes('名额模型不能勾选资金')]).toEqual([422, true]);
    expect((await officer.get(LIST)).text).toContain('还没有统筹分配');
  });

  it('follow the work without script, and let a second one wait', async () => {
    const ordered = await centre.submit(NEW, NEW, {
      ...{ ...FIELDS, name: '十一月统筹', 'floors.0.key': 'age:older', 'floors.0.percent': '90' },
    });
    allocation = String(ordered.headers['location']);
    expect([ordered.status, allocation]).toEqual([
      303,
      expect.stringMatching(/^\/console\/allocations\/[0-9a-f-]{36}$/),
    ]);
    const waiting = await centre.get(allocation);
    expect([waiting.headers['refresh'], waiting.text.includes('<progress')]).toEqual(['2', true]);
    const second = await officer.submit(NEW, NEW, { ...FIELDS, name: '另一次' });
    expect([second.status, second.text.includes('正在进行另一次统筹分配'), second.text.includes('另一次')]).toEqual([
      409,
      true,
      true,
    ]);
    await world.app.drain();
    const done = await centre.get(allocation);
    expect([done.status, done.headers['refresh']]).toEqual([200, undefined]);
  });

  it('tell how good the plan is, what it costs and who got nothing for want of what', async () => {
    const { text } = await centre.get(allocation);
    expect(text).toMatch(/没有比它更好的|最多只能再好/);
    for (const said of ['下载证明文件', '需求与名额对照', '<svg', '保底比例及其代价', '没有达到'])
      expect(text).toContain(said);
    expect(text).toMatch(/outcome(=|&#x3D;)assigned[\s\S]*?>2</);
    expect(text).toMatch(/outcome(=|&#x3D;)lost[\s\S]*?>3</);
    expect(text).toMatch(/outcome(=|&#x3D;)unmatchable[\s\S]*?>1</);
    expect(text).toContain('本地无人提供');
    const list = await centre.get(`${allocation}/needs?outcome=lost`);
    expect(list.text.match(/可用的服务都已满/g)).toHaveLength(3);
    const nobody = await centre.get(`${allocation}/needs?outcome=unmatchable`);
    expect(nobody.text).toContain('没有规则允许的服务');
    const file = await centre.get(`${allocation}/certificate`);
    expect([file.status, file.headers['content-disposition']]).toEqual([200, expect.stringContaining('attachment')]);
    expect((await centre.get(`${LIST}/certificate-verifier`)).status).toBe(200);
    // One of the needs out of reach: no link to what would be refused.
    const { needId } = people[0]!;
    await world.rows('update needs set restricted = true where id = $1', [needId]);
    const partly = (await centre.get(allocation)).text;
    expect([partly.includes(`${allocation}/certificate"`), partly.includes('您不能查看其中一部分')]).toEqual([
      false,
      true,
    ]);
    expect((await centre.get(`${allocation}/certificate`)).status).toBe(403);
    await world.rows('update needs set restricted = null where id = $1', [needId]);
    expect((await world.api.centre.get(`allocations/${allocation.split('/').pop()}/figures`)).body).toMatchObject({
      codes: [
        { code: 'LI-02', needs: 5, assigned: 2, lost: 3, unmatchable: 0, places: 2 },
        { code: 'EM-04', needs: 1 },
      ],
      changed: 0,
    });
  });

  it('open the file of a household whose need is looked at: on the record, counted, and told to the household', async () => {
    const [person] = people;
    const { accountId } = world.logins.centre;
    await world.rows('delete from browsed_files where account_id = $1', [accountId]);
    expect((await centre.get(needPage(person!))).status).toBe(200);
    expect(await world.rows('select household_id from browsed_files where account_id = $1', [accountId])).toEqual([
      { household_id: person!.id },
    ]);
    const recorded = await world.rows<{ action: string }>(
      `select distinct action from audit_events where actor_id = $1 and household_id = $2
        and action in ('household.file-read', 'allocation.need-read') order by action`,
      [accountId, person!.id],
    );
    expect(recorded.map(({ action }) => action)).toEqual(['allocation.need-read', 'household.file-read']);
    const told = (await centre.get(`/console/households/${person!.id}/readings`)).text;
    expect(told).toContain('全区统一安排名额');
  });

  it('offer first what the need got, before those that still have places', async () => {
    const [{ needId } = { needId: '' }] = await assigned();
    const id = allocation.split('/').pop();
    const firm = await world.firm();
    const others = await Promise.all(Array.from({ length: 3 }, () => world.offering(firm, 5)));
    for (const [at, other] of others.entries())
      await world.rows(
        `insert into allocation_offerings (allocation_id, offering_id, provider_id, place, capacity, wanted, taken)
          values ($1, $2, $3, $4, 5, 0, 0)`,
        [id, other.id, other.providerId, 100 + at],
      );
    const { text } = await centre.get(`${allocation}/needs/${needId}`);
    const offered = [...text.matchAll(/<option value="([0-9a-f-]{36})"/g)].map(([, value]) => value);
    expect([offered[0], offered.length]).toEqual([narrow.id, 4]);
    await world.rows('delete from allocation_offerings where allocation_id = $1 and place >= 100', [id]);
  });

  it('take a choice with its reason, solve again around it, and show the difference', async () => {
    const before = new Set((await assigned()).map(({ needId }) => needId));
    const loser = people.find(({ needId }) => !before.has(needId))!;
    const page = needPage(loser);
    const short = await centre.submit(page, page, { kind: 'pin', offeringId: narrow.id, reason: '好' });
    expect([short.status, short.text.includes('>好</textarea>') || short.text.includes('好')]).toEqual([422, true]);
    expect(short.text).toMatch(new RegExp(`value="${narrow.id}" selected`));
    const kept = await centre.submit(page, page, { kind: 'pin', offeringId: narrow.id, reason: WHY });
    expect([kept.status, kept.headers['location']]).toEqual([303, page]);
    const again = await centre.submit(page, page, { kind: 'pin', offeringId: narrow.id, reason: WHY });
    expect([again.status, again.text.includes('已有同样的人工指定')]).toEqual([409, true]);
    expect((await centre.get(`${allocation}/pins`)).text).toContain(WHY);
    const early = (await officer.get(`${allocation}/publication`)).text;
    expect(early).toContain('算出结果之后又有 1 项人工指定或排除');
    expect(early).not.toContain('name="reason"');
    expect((await centre.submit(allocation, `${allocation}/solve-again`)).status).toBe(303);
    await world.app.drain();
    expect((await assigned()).map(({ needId }) => needId)).toContain(loser.needId);
    const result = (await centre.get(allocation)).text;
    expect(result).toContain('2 项需求的安排有变化');
    const changes = (await centre.get(`${allocation}/changes`)).text;
    expect(changes).toContain(narrow.name);
    expect(changes).toContain('因名额或资金不足落空');
    const { items } = (await world.api.centre.get(`allocations/${allocation.split('/').pop()}/changes?limit=1`))
      .body as { items: object[] };
    expect(items).toHaveLength(1);
  });

  it('take a choice back', async () => {
    const pins = `${allocation}/pins`;
    const [, removal = ''] = /action="([^"]*\/remove)"/.exec((await centre.get(pins)).text) ?? [];
    expect((await centre.submit(pins, removal)).headers['location']).toBe(pins);
    expect((await centre.get(pins)).text).toContain('已取消');
  });

  it('are published by a second person, who is shown first what will happen', async () => {
    const own = await centre.get(`${allocation}/publication`);
    expect(own.text).toContain('提出的人不能自己发布');
    expect(own.text).not.toContain('name="reason"');
    const publication = `${allocation}/publication`;
    expect((await officer.get(publication)).text).toContain('每一项安排都会按当时的情况重新判断');
    const short = await officer.submit(publication, publication, { reason: '同意' });
    expect([short.status, short.text.includes('同意')]).toEqual([422, true]);
    expect((await officer.submit(publication, publication, { reason: WHY })).headers['location']).toBe(allocation);
    // Its job dies for good: it is published on from the page.
    await world.rows("update job_runs set state = 'failed', finished_at = clock_timestamp() where finished_at is null");
    expect((await officer.get(allocation)).text).toContain('发布没有完成');
    expect((await centre.get(publication)).text).not.toContain('name="reason"');
    expect((await officer.get(publication)).text).toContain('name="reason"');
    expect((await officer.submit(publication, publication, { reason: WHY })).headers['location']).toBe(allocation);
    await world.app.drain();
    const { text } = await officer.get(allocation);
    for (const said of ['已发布', WHY, '已起草转介']) expect(text).toContain(said);
    const drafts = await world.rows(`select from referrals where state = 'draft'`);
    expect(drafts).toHaveLength(2);
    expect(
      (await officer.get(`${allocation}/needs?publication=drafted`)).text.match(/\/console\/referrals\//g),
    ).toHaveLength(2);
    expect((await centre.submit(NEW, NEW, { ...FIELDS, name: '下一次' })).status).toBe(303);
  });

  it('can be stopped, and leave nothing', async () => {
    const [{ id } = { id: '' }] = await world.rows<{ id: string }>(`select id from allocations where name = '下一次'`);
    const page = `${LIST}/${id}`;
    expect((await centre.submit(page, `${page}/cancel`)).status).toBe(303);
    await world.app.drain();
    expect((await centre.get(page)).text).toContain('已取消');
    expect(await world.rows('select from allocation_needs where allocation_id = $1', [id])).toEqual([]);
  });

  it('are for the centre and the office alone', async () => {
    const station = await new ConsoleVisitor(world.app).signIn(world.logins.station.username);
    for (const page of [LIST, NEW, allocation]) expect((await station.get(page)).status).toBe(403);
    expect((await station.get('/console')).text).not.toContain(LIST);
  });
});
