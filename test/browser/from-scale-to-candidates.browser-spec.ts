import type { Browser } from 'playwright-core';
import { makeOffering, makeProvider } from '../factories/supply.factory';
import { VILLAGE } from '../integration/people/assessed-household';
import { startApp, type TestApp } from '../support/app';
import { query } from '../support/cluster';
import { openBrowser, sidewaysScroll, violationsOf } from '../support/browser';
import { loadDistrict, type Login, loginAs } from '../support/district';
import { Reader } from './reader';

// A story whose chapters build on each other cannot begin again in the middle.
jest.retryTimes(0);

/** S06 of somebody who is well, question by question. */
const WELL: Readonly<Record<string, string>> = {
  ...{ 心里孤单: '没有过', 觉得没人惦记: '没有过', 有话没处说: '没有过' },
  ...{ 和亲友见面: '差不多天天', '和人通电话、视频': '差不多天天', 出门和人说话: '差不多天天', 七天没人见过他: '否' },
};

/** From ten questions to candidates, and another answer leads to others; each screen says why (R18, R34, R40, R95). */
describe('from a scale to candidates, in Chromium', () => {
  let app: TestApp;
  let browser: Browser;
  let login: Login;
  let worker: Reader;
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
    const members = [{ name: '王桂芳', relation: 'head', birthDate: '1949-03-02' }];
    const opened = await app.api(login.token).post('households', { regionCode: VILLAGE, members });
    if (opened.status !== 201) throw new Error(`Household answered ${opened.status}: ${opened.text}`);
    home = `/console/households/${(opened.body as { id: string }).id}`;
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
  /** Answers on the page, each question as given, and hands in. */
  const answer = async (answers: Readonly<Record<string, string>>, otherwise = '否') => {
    const questions = await worker.questions();
    for (const question of questions) {
      const label = Object.entries(answers).find(([name]) => question.includes(name))?.[1];
      await worker.tick(label ?? otherwise, question);
    }
    await worker.press('提交');
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
    await worker.sees('不用：S07 社会支持网络。理由：上周村里刚问过', '先做急难风险分诊');
    await look();
    const choice = worker.path;
    await worker.press('开始分诊');
    await answer({});
    await worker.open(choice);
    await look();
    await worker.press('开始 S06');
    await answer({ ...WELL, 心里孤单: '一直这样', 觉得没人惦记: '经常', 有话没处说: '有时候' });
    await worker.sees(/SO-01.*心里孤单 → 一直这样 · 觉得没人惦记 → 经常 · 有话没处说 → 有时候/s);
    await look();
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
    await worker.sees(
      '谈心结对',
      /为什么有这项需求.*S06 孤独与隔离：轻度，.*依据：心里孤单 · .*根本原因：家庭变故 · 另有 因病/,
    );
    await look();
    expect(await worker.page.getByRole('main').innerText()).not.toContain('每日敲门');
  }, 120_000);

  it('another answer opens another need, which has other candidates; the older need is said to have lost its ground', async () => {
    await worker.open(`${home}/assessments`);
    await worker.tick(/^S06/);
    await worker.select('成员', '王桂芳');
    await worker.tick('本人回答');
    await worker.press('开始');
    await answer({ ...WELL, 七天没人见过他: '是' });
    await worker.sees(/LI-01.*七天没人见过他 → 是/s);
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
    await worker.sees('每日敲门', '谈心结对', /S06 孤独与隔离.*依据：七天没人见过他.*需要每天有人上门/);
    await worker.open(`${home}/scale-trends`);
    await worker.sees('首次结果', /减轻 \d 级/);
    await look();
    await worker.open('/console/retests');
    await look();
  }, 120_000);

  it('of two assessors the one who is still at it sees no needs of the other; the needs follow the one who is chosen', async () => {
    const [unit] = await query<{ id: string }>(
      app.database.ownerUrl,
      `select u.id from units u join regions r on r.id = u.region_id where u.tier = 'window' and r.code = '${VILLAGE}'`,
    );
    const window = app.api((await loginAs(app, 'window-worker', { unitId: unit!.id })).token);
    const household = home.split('/').at(-1)!;
    const started = await window.post(`households/${household}/assessments`, { instrument: 'S11', mode: 'self' });
    const { id: first } = started.body as { id: string };
    const answers = { worry: 1, quality: 0, amount: 1, skipped: 0, heat: 0, clothing: 0, hygiene: 0, utilities: 0 };
    expect((await window.patch(`assessments/${first}`, { answers: { ...answers, 'whole-day': 0 } }, 1)).status).toBe(
      200,
    );
    expect((await window.post(`assessments/${first}/complete`)).status).toBe(200);

    await worker.open(`/console/assessments/${first}`);
    await worker.sees(/LI-02.*因没钱吃得比该吃的少/s);
    await worker.press('我来做第二份评估');
    const second = worker.path;
    await worker.open(`${home}/needs`);
    await worker.sees('您正在做第二份评估');
    await look();
    expect(await worker.page.getByRole('main').getByRole('checkbox', { name: /LI-02/ }).count()).toBe(0);
    await worker.open(`/console/assessments/${first}`);
    await worker.sees('您提交自己的一份以后');
    await look();

    await worker.open(second);
    await answer({ 担心家里吃的不够: '有' }, '没有');
    await worker.open(`${home}/needs`);
    await worker.tick(/LI-02/);
    await worker.fill({ 谁说的: '王桂芳' });
    await worker.tick('本人确认');
    await worker.press('确认所选');
    await worker.open(`/console/assessments/${first}/agreement`);
    await worker.tick('第二位');
    await worker.fill({ 理由: '入户时亲眼看到米缸是满的' });
    await worker.press('采用这一份');
    await worker.sees('需求随之怎样', /LI-02.*保留，但失去依据/, /MA-01.*有依据，保留/);
    await look();
    await worker.follow('查看需求清单');
    await worker.sees('已失去依据', '（这份结果没有被采用）');
    await look();
  }, 120_000);
});
