import type { Browser, Locator } from 'playwright-core';
import { openReferralWorld, type Firm, type ReferralWorld } from '../integration/referral/referral-world';
import { leadInput } from '../factories/households.factory';
import { openBrowser } from '../support/browser';
import { PASSWORD } from '../support/district';
import { Keyboard } from './keyboard';
import { Reader } from './reader';

/** The main flows by Tab, Enter and Space alone (ux.md section 6). */
describe('without a mouse', () => {
  let world: ReferralWorld;
  let firm: Firm;
  let browser: Browser;
  let address: string;

  beforeAll(async () => {
    world = await openReferralWorld({ alone: true });
    firm = await world.firm();
    address = await world.app.app.getUrl();
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  async function sitDown(script = true) {
    const reader = await Reader.sitDown(browser, address, { script });
    const keys = new Keyboard(reader.page);
    const main = reader.page.getByRole('main');
    const button = (name: string): Locator => main.getByRole('button', { name, exact: true });
    return { reader, keys, main, button };
  }
  async function signedIn(username: string, script = true) {
    const seat = await sitDown(script);
    const { reader, keys, main, button } = seat;
    await reader.open('/console/sign-in');
    await keys.type(main.getByLabel('用户名'), username);
    await keys.type(main.getByLabel('密码'), PASSWORD);
    await keys.enter(button('登录'));
    await reader.sees('今日待办');
    return seat;
  }

  it.each([true, false])('signs in and takes a lead (script: %s)', async (script) => {
    const lead = await world.api.window.post('leads', leadInput());
    const { number } = lead.body as { number: string };
    const { reader, keys, main, button } = await signedIn(world.logins.window.username, script);
    await keys.enter(reader.page.getByRole('navigation').getByRole('link', { name: '线索', exact: true }));
    await keys.enter(main.getByRole('link', { name: new RegExp(number) }));
    await keys.choose(main.getByRole('radio', { name: '由我跟进' }));
    await keys.enter(button('保存处理结果'));
    await reader.sees('处理结果已保存。', '处理中');
    expect(keys.unseen).toEqual([]);
  });

  it('answers the triage', async () => {
    const { id } = await world.person();
    const { reader, keys, main, button } = await signedIn(world.logins.window.username);
    await reader.open(`/console/households/${id}/assessments`);
    await keys.enter(button('开始分诊'));
    for (const question of await reader.questions()) {
      await keys.choose(main.getByRole('group', { name: question }).getByRole('radio', { name: '否' }));
    }
    await keys.enter(button('提交'));
    await reader.sees('绿：不紧急');
    expect(keys.unseen).toEqual([]);
  });

  it('accepts a referral', async () => {
    const { number } = await world.sent(await world.person(), await world.offering(firm));
    const { reader, keys, main } = await signedIn(firm.dispatcher.username);
    await keys.enter(main.getByRole('link', { name: '1 条转介等待答复' }));
    const row = main.getByRole('listitem').filter({ hasText: number });
    await keys.enter(row.getByRole('button', { name: '接受', exact: true }));
    await reader.sees('已接受，现在可以看到姓名和电话。');
    expect(keys.unseen).toEqual([]);
  });

  it.each([true, false])('jumps over the navigation (script: %s)', async (script) => {
    const { reader, keys } = await signedIn(world.logins.window.username, script);
    await reader.open('/console/leads');
    const skip = reader.page.getByRole('link', { name: '跳到正文' });
    await keys.reach(skip);
    expect(await skip.boundingBox()).toMatchObject({ width: expect.any(Number) as number });
    await reader.page.keyboard.press('Enter');
    const first = reader.page.getByRole('main').getByRole('button', { name: '登记线索' });
    await reader.page.keyboard.press('Tab');
    expect(await keys.holds(first)).toBe(true);
    expect(keys.unseen).toEqual([]);
  });

  it.each([true, false])('is led to what is wrong after a refusal (script: %s)', async (script) => {
    const { reader, keys, main, button } = await signedIn(world.logins.window.username, script);
    await reader.open('/console/leads/new');
    await keys.type(main.getByLabel('是什么样的人或家庭'), '独居老人');
    await keys.enter(button('提交线索'));
    await reader.sees('有些内容需要修改');
    expect(await reader.page.title()).toMatch(/^错误：/);
    expect(await keys.holds(main.locator('.govuk-error-summary'))).toBe(true);
    await reader.page.keyboard.press('Tab');
    await reader.page.keyboard.press('Enter');
    expect(await keys.holds(main.getByLabel('所在村（社区）'))).toBe(true);
    expect(await main.getByLabel('是什么样的人或家庭').inputValue()).toBe('独居老人');
  });
});
