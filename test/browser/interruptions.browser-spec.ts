import type { Browser } from 'playwright-core';
import { openReferralWorld, type ReferralWorld } from '../integration/referral/referral-world';
import { openBrowser } from '../support/browser';
import { Reader } from './reader';

const LEAD = {
  ...{ 是什么样的人或家庭: '独居老人，七十多岁', 在哪里能找到: '村口小卖部旁' },
  ...{ 发现了什么情况: '第一行\n第二行：“没有生火” & <做饭>' },
};

/** What comes between a form and its end must not cost what was typed. */
describe.each([
  ['with script', true],
  ['without script', false],
])('interruptions %s', (_name, script) => {
  let world: ReferralWorld;
  let browser: Browser;
  let address: string;

  beforeAll(async () => {
    world = await openReferralWorld({ alone: true });
    address = await world.app.app.getUrl();
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  const worker = async () => (await Reader.sitDown(browser, address, { script })).signIn(world.logins.window.username);
  const endLogins = () =>
    world.rows(`update sessions set revoked_at = clock_timestamp() where kind = 'cookie' and account_id = $1`, [
      world.logins.window.accountId,
    ]);
  const leads = async () =>
    world.rows<{ observed: string }>('select observed from leads where whereabouts = $1', [LEAD['在哪里能找到']]);

  it('the login ends while a form is filled in: after signing in again it is all there', async () => {
    const reader = await worker();
    await reader.open('/console/leads/new');
    await reader.select('所在村（社区）', /村$/);
    await reader.fill(LEAD);
    await reader.tick('较急');
    await endLogins();
    await reader.press('提交线索');
    await reader.sees('您刚才填写的内容已保留，登录后可以继续提交。');
    expect(await leads()).toEqual([]);
    await reader.fill({ 用户名: world.logins.window.username, 密码: 'not this one' });
    await reader.press('登录');
    await reader.sees('用户名、密码或验证码不正确。');
    await reader.signInHere(world.logins.window.username);
    await reader.press('现在提交');
    await reader.sees(/线索已登记/, LEAD['是什么样的人或家庭'], '较急');
    expect((await leads()).map(({ observed }) => observed.replaceAll('\r\n', '\n'))).toEqual([LEAD['发现了什么情况']]);
  });

  it('a form that the browser sends again, as after a broken line, makes one row', async () => {
    const reader = await worker();
    const before = (await leads()).length;
    await reader.open('/console/leads/new');
    await reader.select('所在村（社区）', /村$/);
    await reader.fill(LEAD);
    const sending = reader.page.waitForRequest((request) => request.method() === 'POST');
    await reader.press('提交线索');
    const sent = await sending;
    const [data, headers] = [sent.postData() ?? '', await sent.allHeaders()];
    const again = await reader.context.request.post(sent.url(), {
      ...{ data, maxRedirects: 0 },
      headers: { 'content-type': headers['content-type']!, origin: address },
    });
    expect([again.status(), again.headers().location]).toEqual([303, reader.path]);
    expect(await leads()).toHaveLength(before + 1);
  });

  it('two tabs edit the same file: the second is told, and keeps what it typed', async () => {
    const { id } = await world.person();
    const first = await worker();
    const second = await Reader.beside(first);
    await first.open(`/console/households/${id}/edit`);
    await second.open(`/console/households/${id}/edit`);
    await first.select('希望的联系方式', '短信');
    await first.press('保存');
    await first.sees('已保存。', '短信');
    await second.select('希望的联系方式', '书面信件');
    await second.fill({ 电子邮箱: 'wang@home.example' });
    const answer = second.page.waitForResponse((response) => response.request().method() === 'POST');
    await second.press('保存');
    expect((await answer).status()).toBe(412);
    await second.sees('别人已经修改了这条记录。');
    const kept = second.page.getByRole('main');
    expect(await kept.getByLabel('电子邮箱').inputValue()).toBe('wang@home.example');
    expect(await kept.getByLabel('希望的联系方式').inputValue()).toBe('letter');
    const [row] = await world.rows('select contact_channel, email from households where id = $1', [id]);
    expect(row).toEqual({ contact_channel: 'sms', email: null });
  });

  it('changing the language keeps the page and its filters', async () => {
    const reader = await worker();
    const path = '/console/leads?state=new&urgency=soon';
    await reader.open(path);
    await reader.switchTo('English');
    expect(reader.page.url()).toBe(address + path);
    expect(await reader.page.locator('html').getAttribute('lang')).toBe('en');
    expect(await reader.page.getByRole('main').getByLabel('Urgency').inputValue()).toBe('soon');
    await reader.switchTo('中文');
    expect(reader.page.url()).toBe(address + path);
    expect(await reader.page.locator('html').getAttribute('lang')).toBe('zh-CN');
  });
});
