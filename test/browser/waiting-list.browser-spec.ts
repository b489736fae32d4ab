import type { Browser } from 'playwright-core';
import type { Offering } from '../../src/supply/offerings';
import {
  type Firm,
  openReferralWorld,
  type Person,
  type ReferralBody,
  type ReferralWorld,
} from '../integration/referral/referral-world';
import { openBrowser } from '../support/browser';
import { PageReader } from '../support/pages/page-reader';
import { Reader } from './reader';

const NARROW = 375;

/** A full offering, from the match over the queue to the draft that uses the place (R97). */
describe('a queue in Chromium', () => {
  let world: ReferralWorld;
  let browser: Browser;
  let address: string;
  let firm: Firm;
  let offering: Offering;
  let taken: ReferralBody;
  let person: Person;
  let worker: Reader;
  const faults: string[] = [];

  const look = async (reader: Reader, locale: 'zh-CN' | 'en' = 'zh-CN') =>
    faults.push(...(await new PageReader(reader.page, { width: NARROW, locale }).faults([NARROW, 320, 1280])));

  beforeAll(async () => {
    world = await openReferralWorld();
    firm = await world.firm();
    offering = await world.offering(firm, 1);
    taken = await world.sent(await world.person(), offering);
    person = await world.person();
    address = await world.app.app.getUrl();
    browser = await openBrowser();
    const seat = await Reader.sitDown(browser, address, { width: NARROW });
    worker = await seat.signIn(world.logins.window.username);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  it('is joined from the match, shows the place, is offered and taken, with nothing for axe to find', async () => {
    const match = await world.match(person.id);
    await worker.open(`/console/matches/${match.id}`);
    await worker.page.locator('main summary').last().click();
    await look(worker);
    await worker.follow(/^加入排队/);
    await worker.sees(offering.name, '排队不会把家庭的任何信息告诉机构。', '晚加入 30 天以上');
    await look(worker);
    await worker.press('加入排队');
    await worker.sees('已加入排队。', '第 1 位', '无法估计');
    await look(worker);
    const entry = worker.path;

    // Twice is once: the page says so, and at which place.
    await worker.open(`/console/waiting-lists/new?needId=${person.needId}&offeringId=${offering.id}`);
    await worker.press('加入排队');
    await worker.sees('这项需求已经在排这项服务，现在是第 1 位。', offering.name);
    await look(worker);

    await worker.open(`/console/matches/${match.id}`);
    await worker.sees('本户正在排队的需求', '第 1 位');
    await worker.open(`/console/households/${person.id}/needs`);
    await worker.sees('本户正在排队的需求', offering.name);
    await look(worker);
    await worker.open(`/console/households/${person.id}/waiting-list`);
    await worker.sees('第 1 位', '等候中');
    await look(worker);

    await world.act(world.api.window, taken, 'recall', { reason: 'not wanted' });
    await world.app.drain();
    await worker.open(entry);
    await worker.sees('名额保留中', '名额为本户保留至');
    await look(worker);
    // Without a reason nobody lets a place go.
    await worker.page.locator('main summary').first().click();
    await worker.press('不接受这个名额');
    await worker.sees('名额保留中');
    expect(await worker.page.locator('.govuk-error-summary').count()).toBe(1);
    await look(worker);
    await worker.press('接受名额：起草转介');
    await worker.sees('名额已接受。');
    expect(worker.path).toMatch(/^\/console\/referrals\/[0-9a-f-]+\/send$/);
    await worker.open(entry);
    await worker.sees('已接受', '打开转介');
    expect(worker.scriptErrors).toEqual([]);
    expect(faults).toEqual([]);
  }, 240_000);

  it('tells the provider how many wait, an officer who, and how long help takes, in English too', async () => {
    const full = await world.offering(firm, 0);
    const waiting = await world.person();
    const joined = await world.api.window.post(`offerings/${full.id}/waiting-list`, { needId: waiting.needId });
    expect(joined.status).toBe(201);
    const provider = await (await Reader.sitDown(browser, address, { width: NARROW })).signIn(firm.dispatcher.username);
    await provider.open(`/console/offerings/${full.id}`);
    await provider.follow('这项服务的排队');
    await provider.sees('1 项需求在等候', '您可以看到有多少人在等候');
    expect(await provider.page.content()).not.toContain('王桂芳');
    await look(provider);

    const officer = await (await Reader.sitDown(browser, address)).signIn(world.logins.officer.username);
    await officer.open(`/console/offerings/${full.id}/waiting-list`);
    await officer.sees('王桂芳', '第 1 位');
    await officer.switchTo('English');
    await officer.sees('How the order comes about', 'Place 1');
    await look(officer, 'en');
    await officer.open('/console/service-times');
    await officer.sees('From yes to help', 'fewer than 10');
    await look(officer, 'en');
    await officer.open('/console/service-times/needs');
    await officer.sees('王桂芳', 'not yet');
    await look(officer, 'en');
    await officer.open('/console/gaps');
    await officer.sees('To buy');
    await look(officer, 'en');
    expect(faults).toEqual([]);
  }, 240_000);
});
