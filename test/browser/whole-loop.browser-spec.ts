import type { Browser } from 'playwright-core';
import { makeOffering, makeProvider, creditCode } from '../factories/supply.factory';
import { startApp, type TestApp } from '../support/app';
import { openBrowser, sidewaysScroll } from '../support/browser';
import { loadDistrict, type Login, loginAs } from '../support/district';
import { Reader } from './reader';

const PASSWORD = 'a quiet morning by the river';

// A story whose chapters build on each other cannot begin again in the middle.
jest.retryTimes(0);

/** The same story as through the API, by four people with a browser who know nothing but the words of the pages. */
describe.each([
  ['with script', true],
  ['without script', false],
])('the whole loop in Chromium %s', (_name, script) => {
  let app: TestApp;
  let browser: Browser;
  let address: string;
  let logins: Record<'worker' | 'centre' | 'evaluator', Login>;
  let provider: Reader;
  let worker: Reader;
  let householdPath: string;
  let referralPath: string;
  const sitDown = (width = 1280) => Reader.sitDown(browser, address, { width, script });

  let broken = false;
  const chapter = (name: string, act: () => Promise<void>) =>
    it(name, async () => {
      if (broken) throw new Error('An earlier chapter has failed');
      broken = true;
      await act();
      broken = false;
    });

  beforeAll(async () => {
    app = await startApp();
    await loadDistrict(app);
    const old = await makeProvider(app, { name: '老食堂' });
    await makeOffering(app, old, {
      name: '老年餐桌',
      code: 'LI-02',
      priceFen: 90_000,
      priceUnit: '月',
      payer: 'household',
    });
    logins = {
      worker: await loginAs(app, 'window-worker'),
      centre: await loginAs(app, 'centre-worker'),
      evaluator: await loginAs(app, 'evaluator'),
    };
    address = await app.app.getUrl();
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  chapter('a provider registers, the centre lets it in', async () => {
    provider = await sitDown();
    await provider.open('/console/sign-in');
    // The two walks do differ: the script of the pages says that it runs.
    expect(await provider.page.locator('body.js-enabled').count()).toBe(script ? 1 : 0);
    await provider.open('/');
    await provider.follow('机构登记');
    await provider.fill({
      ...{ 机构名称: '暖心助餐社', 统一社会信用代码: creditCode(), 联系人: '李敏', 联系电话: '028-8700 0000' },
    });
    await provider.select('机构类型', '公益慈善组织');
    await provider.select('所在区县', '云溪区');
    await provider.press('提交登记');
    await provider.sees('登记已提交', /P-\d{4}-\d{6}/);

    const centre = await (await sitDown()).signIn(logins.centre.username);
    await centre.follow('1 家机构等待审核');
    await centre.follow(/暖心助餐社/);
    await centre.tick('通过');
    await centre.press('作出决定');
    await centre.sees('建立账号的链接');
    await provider.open(await centre.written(/\/invitations\/[\w-]+/));
    await provider.fill({ 用户名: 'limin', 姓名: '李敏', 新密码: PASSWORD });
    await provider.press('启用账号');
    await provider.signInHere('limin', PASSWORD);
    await provider.enrol();
    await provider.sees('今日待办');
  });

  chapter('it lists an offering', async () => {
    await provider.follow('服务资源');
    await provider.press('登记新资源');
    await provider.fill({ 资源名称: '暖心午餐', 最小年龄: '80', 每月名额: '5' });
    await provider.select('服务类别', /LI-02/);
    await provider.tick('社会资源');
    await provider.tick('上门服务');
    await provider.tick('免费');
    await provider.press('保存');
    await provider.sees('资源已上架。', '暖心午餐');
  });

  chapter('a worker takes a lead and opens a file', async () => {
    worker = await (await sitDown()).signIn(logins.worker.username);
    await worker.follow('线索');
    await worker.press('登记线索');
    await worker.select('所在村（社区）', /村$/);
    await worker.fill({
      是什么样的人或家庭: '独居老人，七十多岁',
      在哪里能找到: '村口小卖部旁',
      发现了什么情况: '最近没有生火做饭',
    });
    await worker.tick('一般');
    await worker.press('提交线索');
    await worker.sees(/线索已登记/);
    if (!/leads\/[0-9a-f-]{36}$/.test(worker.path)) await worker.follow(/独居老人/);
    await worker.tick('由我跟进');
    await worker.press('保存处理结果');
    await worker.press('核实并新建家庭档案');
    await worker.select('所在村（社区）', /村$/);
    await worker.fill({ 姓名: '王桂芳', 电话: '13912345678', 门牌地址: '3组12号' });
    await worker.select('与户主关系', '户主');
    await worker.day('出生日期', '1949-03-02');
    await worker.press('保存档案');
    await worker.sees('档案已建立。', '王桂芳', '接案');
    householdPath = worker.path;
  });

  chapter('asks what is needed: triage, food and goods; the household confirms a need', async () => {
    await worker.follow('评估');
    await worker.press('开始分诊');
    for (const question of await worker.questions()) await worker.tick('否', question);
    await worker.press('提交');
    await worker.sees('绿：不紧急');
    await worker.open(householdPath);
    await worker.follow('评估');
    await worker.tick(/食物与基本物资/);
    await worker.tick('他人代答');
    await worker.press('开始');
    const poor = ['因没钱吃得比该吃的少', '因没钱少吃一顿'];
    for (const question of await worker.questions())
      await worker.tick(poor.includes(question) ? '有' : '没有', question);
    await worker.press('提交');
    await worker.sees('由此发现的需求', /LI-02/);
    await worker.press('与家庭一起确认需求');
    await worker.tick(/LI-02/);
    await worker.fill({ 谁说的: '王桂芳' });
    await worker.tick('工作人员协助本人确认');
    await worker.press('确认所选');
    await worker.sees('已确认。', '家庭已确认');
  });

  chapter('the match says why, why not and what would change it; the provider changes it', async () => {
    await worker.follow('去匹配资源');
    await worker.press('开始匹配');
    await worker.sees('1. 老年餐桌');
    await worker.unfold('不符合的服务');
    await worker.sees('暖心午餐', '为什么不行：', '怎样才行：');
    await provider.press('修改');
    await provider.fill({ 最小年龄: '60' });
    await provider.press('保存');
    await worker.follow('重新匹配');
    await worker.press('开始匹配');
    await worker.sees('1. 暖心午餐', '2. 老年餐桌');
    await worker.unfold('为什么');
    await worker.sees(/免费/);
  });

  chapter('plan: from the match, with the family and the household itself, signed', async () => {
    await worker.press('用这些选择建立方案');
    await worker.sees('方案草案已建立。', '交给家庭之前还需要：');
    for (const [side, goal, action] of [
      ['家庭支持', '每天有人说话', '女儿每天打电话'],
      ['个人自助', '每天走一走', '早饭后走二十分钟'],
    ] as const) {
      await worker.press('添加一项');
      await worker.tick(side);
      await worker.select('属于哪个方面', '社会融入');
      await worker.fill({ 目标: goal, 具体做什么: action, 谁负责: '王桂芳' });
      await worker.tick('2', '目标的权重');
      await worker.press('保存');
    }
    await worker.press('交给家庭');
    await worker.press('签署');
    await worker.fill({ 签字人姓名: '王桂芳' });
    await worker.tick('工作人员协助');
    await worker.press('记录签署');
    await worker.sees('方案已签署生效。', '社会 1 项');
  });

  chapter('consent and referral', async () => {
    await worker.follow(/^转介 /);
    await worker.fill({ '给机构的说明（可不填）': '喜欢软烂的菜', '上门注意（可不填）': '家里有狗' });
    await worker.press('保存草稿并核对');
    referralPath = worker.path.replace(/\/send$/, '');
    await worker.follow('填写同意书');
    await worker.tick('本人决定，工作人员代填', '由谁决定');
    await worker.select('家庭成员', '王桂芳');
    await worker.press('保存');
    await worker.sees('知情同意书已保存。', '暖心助餐社');
    await worker.open(`${referralPath}/send`);
    await worker.sees('家庭的知情同意有效。');
    await worker.tick('家庭的知情同意');
    await worker.press('发送 1 份转介');
    await worker.sees('转介已发送。', '等待机构答复');
  });

  chapter('the provider accepts in its inbox, agrees a visit, serves and records', async () => {
    await provider.open('/console');
    await provider.follow('1 条转介等待答复');
    expect(await provider.text()).not.toMatch(/王桂芳|13912345678/);
    await provider.press('接受');
    await provider.open(referralPath);
    await provider.sees('王桂芳', '13912345678');
    await provider.press('约定上门时间');
    const today = app.clock.today();
    await provider.day('上门日期', today);
    await provider.fill({ 上门时间: '23:59' });
    await provider.press('保存上门时间');
    await provider.sees('上门时间已保存。', '3组12号');
    await provider.press('开始服务');
    await provider.follow('服务记录');
    await provider.day('服务日期', today);
    await provider.fill({ 数量: '2', 说明: '两顿午餐' });
    await provider.press('保存服务记录');
    await provider.sees('服务记录已保存。', '合计数量：2');
    await provider.open(referralPath);
    await provider.press('服务完成');
    await provider.press('登记服务完成');
    await provider.sees('已登记完成，我们会请家庭确认。');
  });

  chapter('the household says on its own page that help came, on a small screen', async () => {
    await worker.open(`${householdPath}/link`);
    await worker.press('生成新的链接和密码');
    const door = await worker.written(/\/h\/[\w-]+/);
    const pin = await worker.written(/\b\d{3} \d{3}\b/);
    const household = await sitDown(320);
    const fits = async () =>
      expect([household.path, await sidewaysScroll(household.page)]).toEqual([household.path, 0]);
    await household.open(door);
    await fits();
    await household.fill({ '6 个数字': pin });
    await household.press('进去看看');
    await household.sees('王桂芳，您好。', '帮助到了吗');
    await fits();
    await household.press('我来说');
    await fits();
    await household.press('到了');
    await fits();
    await household.press('帮上忙了');
    await household.sees('谢谢您告诉我们。');
    await fits();
    await worker.open(referralPath);
    await worker.sees('家庭已确认');
    await worker.press('结束');
    await worker.tick('有帮助', '这次服务有帮助吗？');
    await worker.press('结束这条转介');
    await worker.sees('转介已结束。');
  });

  chapter('the evaluator agrees', async () => {
    const centre = await (await sitDown()).signIn(logins.centre.username);
    await centre.follow('成效评估');
    await centre.follow('抽取评估样本');
    await centre.select('评估员', logins.evaluator.username);
    await centre.day('完成日期从', app.clock.today());
    await centre.day('到', app.clock.today());
    await centre.press('抽取');
    await centre.sees('样本已抽取。', '种子');
    const evaluator = await (await sitDown()).signIn(logins.evaluator.username);
    await evaluator.follow('1 件评估等您');
    await evaluator.page.getByRole('main').getByRole('table').getByRole('link').first().click();
    await evaluator.sees('您的意见');
    expect(await evaluator.text()).not.toMatch(/王桂芳|13912345678|两顿午餐/);
    await evaluator.tick('同意', '结论');
    await evaluator.press('提交');
    await evaluator.sees('评估意见已保存。');
  });

  chapter('the file prints', async () => {
    await worker.open(householdPath);
    await worker.follow('时间线');
    await worker.sees('家庭已确认');
    await worker.open(householdPath);
    await worker.follow('一户一档');
    await worker.page.emulateMedia({ media: 'print' });
    const text = await worker.page.locator('body').innerText();
    for (const words of ['王桂芳', '暖心助餐社', '女儿每天打电话', '有帮助', '家庭代表']) expect(text).toContain(words);
    expect(text).not.toContain('13912345678');
    const paper = await worker.page.pdf({ format: 'A4' });
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
    expect(paper.length).toBeGreaterThan(10_000);
    expect([...provider.scriptErrors, ...worker.scriptErrors]).toEqual([]);
  });
});
