import type { Browser } from 'playwright-core';
import {
  type Firm,
  openReferralWorld,
  type Person,
  PHONE,
  type ReferralBody,
  type ReferralWorld,
} from '../integration/referral/referral-world';
import { openBrowser } from '../support/browser';
import { Reader } from './reader';

const NAME = '王桂芳';
const LOST = '这户人家不再分享信息';

jest.retryTimes(0);

/** Consent taken back while a provider has the page open: its next act shows nothing of the household any more (A11). */
describe('withdrawal in Chromium', () => {
  let world: ReferralWorld;
  let browser: Browser;
  let address: string;
  let firm: Firm;
  let worker: Reader;
  let person: Person;
  let referral: ReferralBody;
  let page: string;

  /** The dispatcher with the page of an accepted referral open. */
  const lookingOn = async (script: boolean): Promise<Reader> => {
    person = await world.person();
    referral = await world.sent(person, await world.offering(firm));
    await world.act(firm.api, referral, 'accept');
    page = `/console/referrals/${referral.id}`;
    const provider = await (await Reader.sitDown(browser, address, { script })).signIn(firm.dispatcher.username);
    const answer = await provider.page.goto(page);
    expect(answer?.headers()['cache-control']).toBe('no-store');
    await provider.sees(NAME, PHONE);
    return provider;
  };
  /** Neither on the page nor in what the browser holds of it. */
  const nothingLeft = async (provider: Reader) => {
    const held = `${await provider.page.locator('body').innerText()} ${await provider.page.content()}`;
    for (const word of [NAME, PHONE, person.id]) expect(held).not.toContain(word);
  };
  /** The way back in the history asks the server again. */
  const nothingInHistory = async (provider: Reader) => {
    await provider.back();
    expect(provider.path).toBe(page);
    await provider.sees(LOST);
    await nothingLeft(provider);
  };

  beforeAll(async () => {
    world = await openReferralWorld();
    firm = await world.firm();
    address = await world.app.app.getUrl();
    browser = await openBrowser({ keepsPages: true });
    worker = await (await Reader.sitDown(browser, address)).signIn(world.logins.window.username);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  it('by the household on its own page: the button that the provider presses next brings no more than a message', async () => {
    const provider = await lookingOn(true);
    await worker.open(`/console/households/${person.id}/link`);
    await worker.press('生成新的链接和密码');
    const household = await Reader.sitDown(browser, address, { width: 375 });
    await household.open(await worker.written(/\/h\/[\w-]{20,}/));
    await household.fill({ '6 个数字': await worker.written(/\b\d{3} \d{3}\b/) });
    await household.press('进去看看');
    await household.follow('您的信息给了谁');
    await household.sees(firm.provider.name, '姓名、电话');
    await household.press('撤回同意');
    await household.sees('已撤回，从现在起不再分享。', '您目前没有同意任何分享。', '停止分享时间', firm.provider.name);

    await provider.press('开始服务');
    await provider.sees(LOST);
    await nothingLeft(provider);
    expect(await world.look(referral)).toMatchObject({ startedAt: null });
    await nothingInHistory(provider);
    for (const reader of [provider, household]) expect(reader.scriptErrors).toEqual([]);
  }, 120_000);

  it('by the worker on its behalf, who sees what was shared; the link that the provider follows next is closed', async () => {
    const provider = await lookingOn(false);
    await worker.open(`/console/households/${person.id}`);
    await worker.follow(/^转介服务 · /);
    await worker.fill({ '原因（可不填）': '家里人不愿意' });
    await worker.press('撤回同意');
    await worker.sees('同意已撤回。');
    await worker.follow('已经给过谁');
    await worker.sees(firm.provider.name, /查看过\d+次（姓名、电话）/, '停止分享时间');

    await provider.press('约定上门时间');
    await provider.sees(LOST);
    await nothingLeft(provider);
    await nothingInHistory(provider);
    await provider.open('/console/referrals');
    await nothingLeft(provider);
  }, 120_000);
});
