import type { Offering } from '../../../src/supply/offerings';
import { makeOffering, makeProvider } from '../../factories/supply.factory';
import { ConsoleVisitor } from '../../support/console';
import { openMatchWorld, type MatchWorld, type NeedyHousehold } from './matched-household';

describe('pages from the match to the signed plan', () => {
  let world: MatchWorld;
  let visitor: ConsoleVisitor;
  let household: NeedyHousehold;
  let meals: Offering;
  let other: Offering;
  let matchPage: string;
  let planPage: string;

  beforeAll(async () => {
    world = await openMatchWorld({ alone: true });
    const provider = await makeProvider(world.app);
    meals = await makeOffering(world.app, provider, { code: 'LI-02', name: '爱心助餐' });
    other = await makeOffering(world.app, provider, {
      code: 'LI-02',
      name: '付费送餐',
      payer: 'household',
      priceFen: 9000,
      priceUnit: 'month',
    });
    await makeOffering(world.app, provider, { code: 'LI-02', name: '儿童餐', eligibility: { maxAge: 12 } });
    household = await world.needy(['LI-02', 'CA-05']);
    visitor = await new ConsoleVisitor(world.app).signIn(world.logins.window.username);
  }, 60_000);
  afterAll(() => world?.close());

  it('runs a match without script and shows why, why not, the gap and the joint plan', async () => {
    const start = `/console/households/${household.id}/matches`;
    const run = await visitor.submit(start, start);
    expect(run.status).toBe(303);
    matchPage = run.headers.location as string;
    const page = await visitor.get(matchPage);
    expect(page.status).toBe(200);
    for (const words of ['爱心助餐', '付费送餐', '儿童餐', '整体上最好的组合', '怎样才行', '已记入缺口'])
      expect(page.text).toContain(words);
    expect(page.text.indexOf('爱心助餐')).toBeLessThan(page.text.indexOf('儿童餐'));
  });

  it('tells on each card how fast the provider answers and what is free, and which benefits come first (R7)', async () => {
    const card = await visitor.get(matchPage);
    for (const words of ['该服务方答复快慢未知。', '本月还有 3 个名额。']) expect(card.text).toContain(words);
    const checklist = `/console/households/${household.id}/entitlements`;
    const start = `/console/households/${household.id}/matches`;
    for (const path of [start, matchPage]) {
      const page = await visitor.get(path);
      expect(page.text).toContain('项政策待遇尚未办结');
      expect(page.text).toContain(`href="${checklist}"`);
    }
    expect((await visitor.get(`${matchPage}?lang=en`)).text).toContain('not settled yet');
    await visitor.get(`${matchPage}?lang=zh-CN`);
  });

  it('compares two to four side by side', async () => {
    const query = `need=${household.needIds[0]}&offering=${meals.id}&offering=${other.id}`;
    const page = await visitor.get(`${matchPage}/compare?${query}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('付费送餐');
    const single = await visitor.get(`${matchPage}/compare?need=${household.needIds[0]}&offering=${meals.id}`);
    expect(single.status).toBe(303);
  });

  it('makes a plan from the choices, and says what is missing', async () => {
    const made = await visitor.submit(matchPage, `${matchPage}/plan`, {
      'needs.0': `${household.needIds[0]} ${meals.id}`,
    });
    expect(made.status).toBe(303);
    planPage = made.headers.location as string;
    const page = await visitor.get(planPage);
    expect(page.status).toBe(200);
    expect(page.text).toContain('爱心助餐');
    expect(page.text).toContain('请写入一项家庭支持或个人自助');
    expect(page.text).toContain('项政策待遇尚未办结');
    const refused = await visitor.submit(planPage, `${planPage}/offer`);
    expect(refused.status).toBe(422);
  });

  it('takes a line of the family, keeps what was typed when something is wrong', async () => {
    const form = `${planPage}/items/new`;
    const wrong = await visitor.submit(form, form, {
      side: 'family',
      goal: '吃好',
      field: 'material',
      goalWeight: '2',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('吃好');
    const typed = {
      side: 'family',
      goal: '每天有人看望',
      action: '女儿每天打电话',
      ownerName: '女儿',
      field: 'inclusion',
      goalWeight: '2',
    };
    expect((await visitor.submit(form, form, typed)).status).toBe(303);
    expect((await visitor.get(planPage)).text).toContain('女儿每天打电话');
  });

  it('opens the menu with the household and records its choice', async () => {
    const menu = `${planPage}/menu`;
    const page = await visitor.get(menu);
    expect(page.status).toBe(200);
    expect(page.text).toContain('暂时不要');
    const place = page.text.indexOf(other.id);
    const index = /choices\.(\d+)\.offeringId" value="[^"]*$/.exec(page.text.slice(0, place))?.[1] ?? '0';
    const answer = await visitor.submit(menu, menu, {
      [`choices.${index}.choice`]: 'explain',
      by: '王桂芳',
      mode: 'assisted',
    });
    expect(answer.status).toBe(303);
    expect((await visitor.get(menu)).text).toContain('请人解释：王桂芳');
  });

  it('prints with signature lines, signs, and begins a new version', async () => {
    const sheet = await visitor.get(`${planPage}/print`);
    expect(sheet.status).toBe(200);
    expect(sheet.text).toContain('家庭签字');
    const confirm = `${planPage}/confirm`;
    expect((await visitor.submit(confirm, confirm, { signedBy: '王桂芳', mode: 'refused' })).status).toBe(422);
    expect((await visitor.submit(confirm, confirm, { signedBy: '王桂芳', mode: 'self' })).status).toBe(303);
    expect((await visitor.get(planPage)).text).toContain('生效');
    const version = `${planPage}/new-version`;
    const next = await visitor.submit(version, version, { changeReason: '女儿搬家' });
    expect(next.status).toBe(303);
    expect((await visitor.get(next.headers.location as string)).text).toContain('第 2 版');
    expect((await visitor.get(`/console/households/${household.id}/plan`)).headers.location).toBe(
      next.headers.location,
    );
    expect((await visitor.get('/console/plans?state=confirmed')).text).toContain('生效');
  });

  it('lists unmet needs and their roll-up by the filters of the address', async () => {
    const page = await visitor.get('/console/gaps?state=open&code=CA');
    expect(page.status).toBe(200);
    expect(page.text).toContain('庇护性安置');
    expect(page.text).toContain('柳溪村');
    expect((await visitor.get('/console/gaps?code=ED')).text).toContain('没有符合条件的记录');
  });

  it('speaks English too', async () => {
    await visitor.submit('/console', '/console/language', { lang: 'en' });
    const menu = `/console/plans/${(await world.rows<{ id: string }>(`select id from plans where household_id = $1 and state = 'draft'`, [household.id]))[0]!.id}/menu`;
    const start = `/console/households/${household.id}/matches`;
    for (const path of [matchPage, planPage, `${planPage}/print`, menu, start, '/console/gaps', '/console/plans']) {
      const page = await visitor.get(path);
      expect([path, page.status]).toEqual([path, 200]);
      expect(page.text).toContain('<html lang="en"');
    }
  });
});
