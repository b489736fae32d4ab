import type { Browser } from 'playwright-core';
import { OfferingCapacity } from '../../src/supply/offerings';
import { systemActor } from '../../src/trust/access';
import { makeOffering, makeProvider } from '../factories/supply.factory';
import { type MatchWorld, openMatchWorld } from '../integration/referral/matched-household';
import { openBrowser, sidewaysScroll, violationsOf } from '../support/browser';
import { DISTRICT } from '../support/district';
import { Reader } from './reader';

// A story whose chapters build on each other cannot begin again in the middle.
jest.retryTimes(0);

/** A worker looks into a match before choosing: side by side, why not, what if, with choices of her own, on paper. */
describe('looking into a match, in Chromium', () => {
  let world: MatchWorld;
  let browser: Browser;
  let worker: Reader;
  let start: string;
  let match: string;
  beforeAll(async () => {
    world = await openMatchWorld({ alone: true });
    const offer = async (name: string, terms: object) =>
      makeOffering(world.app, await makeProvider(world.app, { name: `${name}社` }), { name, code: 'LI-02', ...terms });
    // Free, but nobody knows whether there is a place; and at a price, with places.
    await offer('先问助餐', { capacityPerPeriod: null });
    await offer('付费送餐', { payer: 'household', priceFen: 40_000, priceUnit: 'month' });
    await offer('社区食堂', { payer: 'household', priceFen: 60_000, priceUnit: 'month' });
    await offer('儿童餐', { eligibility: { maxAge: 12 } });
    const full = await offer('满员餐桌', {});
    const period = world.app.clock.today().slice(0, 7);
    await world.app.as(systemActor(DISTRICT, 'test'), () =>
      world.app.get(OfferingCapacity).open(full.id, { period, places: 0 }),
    );
    const { id } = await world.needy(['LI-02']);
    start = `/console/households/${id}/matches`;
    browser = await openBrowser();
    worker = await (await Reader.sitDown(browser, await world.app.app.getUrl())).signIn(world.logins.window.username);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  /** No fault of access, and nothing beyond the edge of a narrow view, a phone and a desk. */
  const look = async () => {
    for (const width of [320, 375, 1280]) {
      await worker.page.setViewportSize({ width, height: 900 });
      expect([worker.path, width, await violationsOf(worker.page)]).toEqual([worker.path, width, []]);
      expect([worker.path, width, await sidewaysScroll(worker.page)]).toEqual([worker.path, width, 0]);
    }
  };
  /** Names of the services of a table, from above. */
  const order = async (caption: string): Promise<string[]> => {
    const rows = await worker.page.getByRole('table', { name: caption }).getByRole('rowheader').allInnerTexts();
    return rows.map((row) => row.split('\n')[0]!.trim());
  };
  const ticked = async (name: string) => worker.tick(new RegExp(`加入比较.*${name}`));

  it('lays four services side by side and marks what differs', async () => {
    await worker.open(start);
    await worker.press('开始匹配');
    match = worker.path;
    await worker.sees('进一步查看', '付费送餐');
    await look();
    await worker.unfold('不符合的服务');
    for (const name of ['先问助餐', '付费送餐', '社区食堂', '满员餐桌']) await ticked(name);
    await worker.press(/^比较勾选的服务/);
    await worker.sees('各服务不一致的项目已标出', '先询问：未说明名额', /家庭自付.*400/, '没有名额');
    await look();
    const table = worker.page.getByRole('table');
    expect(await table.getByRole('columnheader').count()).toBe(5);
    // The price differs and is marked; the papers are the same of all and are not.
    expect(await table.getByRole('rowheader', { name: /^费用 不同$/ }).count()).toBe(1);
    expect(await table.getByRole('rowheader', { name: /^证件材料$/ }).count()).toBe(1);
    await worker.follow('返回匹配结果');
  });

  it('tries other weights beside the ranking as it is, keeps what was typed, and changes nothing', async () => {
    await worker.follow('试算其他权重');
    await worker.sees('这只是试算');
    await look();
    await worker.fill({ 路程短: '-3' });
    await worker.press('显示排序');
    await worker.sees('请输入 0 至 60 之间的整数。');
    expect(await worker.page.getByRole('textbox', { name: '路程短' }).inputValue()).toBe('-3');
    await look();
    const all = [
      '紧急时答复快',
      '路程短',
      '开始早',
      '已在服务该家庭',
      '语言',
      '成效',
      '信息新近确认',
      '费用低',
      '名额余量',
    ];
    await worker.fill(Object.fromEntries(all.map((name) => [name, '0'])));
    await worker.press('显示排序');
    await worker.sees('至少有一项权重要大于零。');
    await worker.fill({ 费用低: '60' });
    await worker.press('显示排序');
    await worker.sees('推荐方案中：付费送餐；试算后：先问助餐。');
    expect(await order('现有排序')).toEqual(['付费送餐', '社区食堂', '先问助餐']);
    expect(await order('试算排序')).toEqual(['先问助餐', '付费送餐', '社区食堂']);
    await look();
    await worker.follow('恢复公布的权重');
    await worker.press('显示排序');
    await worker.sees('这些权重下，排序和方案都不变。');
    expect(await world.rows('select id from match_runs')).toHaveLength(1);
    await worker.open(match);
    await worker.sees(/付费送餐.*推荐方案|在推荐方案中/);
  });

  it('fixes one service with a reason, sets another aside, and matches again around them', async () => {
    await worker.follow('指定或排除服务，再匹配一次');
    await look();
    const box = (await worker.text()).match(/指定一项服务：.*/)![0].trim();
    const need = box.replace('指定一项服务：', '');
    await worker.select(box, '社区食堂');
    await worker.press('再匹配一次');
    await worker.sees('请写明为什么指定这项服务。');
    await look();
    await worker.fill({ [`指定的理由：${need}`]: '王阿姨每天在那里吃饭' });
    await worker.tick(/付费送餐/);
    await worker.press('再匹配一次');
    await worker.sees(/社区食堂（社区食堂社） \(指定\)/);
    expect(worker.path).not.toBe(match);
    await worker.unfold('不符合的服务');
    await worker.sees('工作人员本次匹配排除了该服务。');
    await look();
    // What was chosen is there when the worker comes back to it.
    await worker.follow('指定或排除服务，再匹配一次');
    expect(await worker.page.getByRole('checkbox', { name: /付费送餐/ }).isChecked()).toBe(true);
    expect(await worker.page.getByRole('textbox', { name: /指定的理由/ }).inputValue()).toBe('王阿姨每天在那里吃饭');
    await worker.follow('返回匹配结果');
    match = worker.path;
  });

  it('says of everybody who was kept out why, filtered by rule and by change', async () => {
    await worker.follow(/^为什么不行：3 项/);
    await worker.sees('儿童餐', '满员餐桌', '付费送餐', '改变这一项即可');
    await look();
    await worker.select('起作用的规则', /^名额/);
    await worker.press('显示');
    await worker.sees('共 1 项', '名额已满。');
    expect(await worker.text()).not.toContain('儿童餐社');
    await worker.follow('显示全部');
    await worker.select('怎样才行', '重新纳入');
    await worker.press('显示');
    await worker.sees('共 1 项', '重新纳入。');
    await look();
    await worker.open(match);
  });

  it('is printed for the file with every reason, and for the household in plain words', async () => {
    await worker.follow('打印（附理由）');
    await worker.sees('社区食堂', '使用顺序：社会援助', /本次结果摘要（SHA-256）：[0-9a-f]{64}/, '名额已满。');
    await look();
    await worker.follow('返回匹配结果');
    await worker.follow('打印给家庭');
    await worker.sees('谁能提供帮助', '您自付 ¥600.00。', '由您选择。');
    expect(await worker.text()).not.toMatch(/得分|名额已用|满员餐桌/);
    await look();
  });
});
