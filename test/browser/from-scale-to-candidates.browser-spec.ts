import type { Browser } from 'playwright-core';
import { makeOffering, makeProvider } from '../factories/supply.factory';
import { VILLAGE, triageAnswers } from '../integration/people/assessed-household';
import { type ApiClient, startApp, type TestApp } from '../support/app';
import { query } from '../support/cluster';
import { openBrowser, sidewaysScroll, violationsOf } from '../support/browser';
import { loadDistrict, type Login, loginAs } from '../support/district';
import { Reader } from './reader';

// A story whose chapters build on each other cannot begin again in the middle.
jest.retryTimes(0);

const WELL = { lonely: 0, forgotten: 0, untold: 0, meet: 3, call: 3, outing: 3, unseen: 0 };

/** From ten questions to candidates, and another answer leads to others; each screen says why (R18, R34, R40). */
describe('from a scale to candidates, in Chromium', () => {
  let app: TestApp;
  let browser: Browser;
  let login: Login;
  let api: ApiClient;
  let worker: Reader;
  let household: string;
  let home: string;
  beforeAll(async () => {
    app = await startApp();
    await loadDistrict(app);
    const provider = await makeProvider(app, { name: '邻里互助社' });
    await makeOffering(app, provider, { name: '谈心结对', code: 'SO-01', capacityPerPeriod: 5 });
    await makeOffering(app, provider, { name: '每日敲门', code: 'LI-01', capacityPerPeriod: 5 });
    const [unit] = await query<{ id: string }>(
      app.database.ownerUrl,
      `select u.id from units u join regions r on r.id = u.region_id where u.tier = 'station' and r.code = '990101001'`,
    );
    login = await loginAs(app, 'station-worker', { unitId: unit!.id });
    api = app.api(login.token);
    const members = [{ name: '王桂芳', relation: 'head', birthDate: '1949-03-02' }];
    const opened = await api.post('households', { regionCode: VILLAGE, members });
    if (opened.status !== 201) throw new Error(`Household answered ${opened.status}: ${opened.text}`);
    household = (opened.body as { id: string }).id;
    home = `/console/households/${household}`;
    await app.drain();
    browser = await openBrowser();
    worker = await (await Reader.sitDown(browser, await app.app.getUrl())).signIn(login.username);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  /** No fault of access, and nothing beyond the edge of a phone or of a narrow view. */
  const look = async () => {
    expect(await violationsOf(worker.page)).toEqual([]);
    for (const width of [320, 1280]) {
      await worker.page.setViewportSize({ width, height: 900 });
      expect([worker.path, width, await sidewaysScroll(worker.page)]).toEqual([worker.path, width, 0]);
    }
  };
  /** How the questions are filled in has a spec of its own: here they are answered through the API. */
  const answer = async (answers: Record<string, number>) => {
    const id = worker.path.split('/').at(-1)!;
    const { version } = (await api.get(`assessments/${id}`)).body as { version: number };
    expect((await api.patch(`assessments/${id}`, { answers }, version)).status).toBe(200);
    expect((await api.post(`assessments/${id}/complete`)).status).toBe(200);
    await worker.open(`/console/assessments/${id}`);
  };
  const match = async () => {
    await worker.open(`${home}/matches`);
    await look();
    await worker.press('开始匹配');
  };

  it('proposes scales with reasons, and leads to the triage and then to the chosen scale', async () => {
    await worker.open(`${home}/scale-choice`);
    await worker.sees('先做急难分诊');
    await look();
    await worker.tick('是', '家里有人很少见人、觉得孤单');
    await worker.tick('否', '住的房子有漏、冷、滑、危险的地方');
    await worker.press('推荐量表');
    await worker.sees('回答“是”：家里有人很少见人、觉得孤单（权重5）', '档案中：一个人住（权重2）');
    await look();
    await worker.untick('S07 社会支持网络');
    await worker.press('记下选择');
    await worker.sees('请写明为什么不用这个量表');
    await worker.fill({ '如不用S07 社会支持网络，原因是': '上周村里刚问过' });
    await worker.press('记下选择');
    await worker.sees('不用：S07 社会支持网络。理由：上周村里刚问过', '先做急难分诊');
    await look();
    const choice = worker.path;
    await worker.press('开始分诊');
    await answer(triageAnswers());
    await worker.open(choice);
    await worker.press('开始 S06');
    await answer({ ...WELL, lonely: 3, forgotten: 2, untold: 1 });
    await worker.sees('SO-01');
  }, 120_000);

  it('shows which answers speak for the need, and matches it once the household has said yes', async () => {
    await worker.open(`${home}/needs`);
    await worker.sees('心里孤单 → 一直这样', '需求变化图');
    await look();
    await worker.page.locator('input[name="needs"]').first().check();
    await worker.fill({ 谁说的: '王桂芳' });
    await worker.tick('本人确认');
    await worker.select('主要的根本原因', '家庭变故');
    await worker.tick('因病', '其他原因');
    await worker.press('确认所选');
    await worker.sees('已确认。', '家庭变故 · 另有 因病', '王桂芳确认（本人确认）');
    await look();
    await match();
    await worker.sees('谈心结对', /为什么有这项需求.*S06 孤独与隔离/);
    await look();
    expect(await worker.page.getByRole('main').innerText()).not.toContain('每日敲门');
  }, 120_000);

  it('another answer opens another need, which has other candidates; the older need is said to have lost its ground', async () => {
    const draft = { instrument: 'S06', mode: 'self', memberId: await headOf() };
    const started = (await api.post(`households/${household}/assessments`, draft)).body as { id: string };
    await worker.open(`/console/assessments/${started.id}`);
    await answer({ ...WELL, unseen: 1 });
    await worker.sees('LI-01');
    await worker.open(`${home}/needs`);
    await worker.sees('七天没人见过他 → 是', '需要每天有人上门', '已不再支持这项需求');
    await look();
    await worker.page.locator('input[name="needs"]').first().check();
    await worker.fill({ 谁说的: '王桂芳' });
    await worker.tick('本人确认');
    await worker.press('确认所选');
    await worker.open(`${home}/matches`);
    await worker.sees('需要每天有人上门');
    await worker.press('开始匹配');
    await worker.sees('每日敲门', '谈心结对', /S06 孤独与隔离.*需要每天有人上门/);
    await worker.open(`${home}/scale-trends`);
    await worker.sees('首次结果', /减轻 \d 级/);
    await look();
    await worker.open('/console/retests');
    await look();
  }, 120_000);

  async function headOf(): Promise<string> {
    const { items } = (await api.get(`households/${household}/members`)).body as { items: Array<{ id: string }> };
    return items[0]!.id;
  }
});
