import type { Browser } from 'playwright-core';
import { openReferralWorld, type Firm, type Person, type ReferralWorld } from '../integration/referral/referral-world';
import { openBrowser, sidewaysScroll } from '../support/browser';
import { loginAs } from '../support/district';
import { Reader } from './reader';

/** A window of 1280 by 1024 pixels at 400 %. */
const AT_400_PERCENT = { width: 320, height: 256 };

/** WCAG 1.4.10: at 400 % nothing has to be read by scrolling sideways, but a table that scrolls by itself. */
describe('pages at 400 %', () => {
  let world: ReferralWorld;
  let firm: Firm;
  let person: Person;
  let browser: Browser;
  let address: string;
  let referralId: string;
  let offeringId: string;

  beforeAll(async () => {
    world = await openReferralWorld({ alone: true });
    firm = await world.firm();
    person = await world.person();
    const offering = await world.offering(firm);
    offeringId = offering.id;
    referralId = (await world.sent(person, offering)).id;
    address = await world.app.app.getUrl();
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  const walk = async (username: string, paths: readonly string[]) => {
    const reader = await Reader.sitDown(browser, address);
    await reader.signIn(username);
    await reader.page.setViewportSize(AT_400_PERCENT);
    const faults: string[] = [];
    for (const path of paths) {
      const status = await reader.open(path);
      if (status !== 200) faults.push(`${path} answered ${status}`);
      const pixels = await sidewaysScroll(reader.page);
      if (pixels > 0) faults.push(`${path} is ${pixels} px too wide`);
    }
    return faults;
  };

  it.each(['window', 'station', 'centre'] as const)('fit a worker’s screen (%s)', async (who) => {
    const file = `/console/households/${person.id}`;
    const parts = ['assessments', 'needs', 'economy', 'entitlements', 'classification', 'matches', 'timeline', 'link'];
    const paths = [
      ...['/console', '/console/leads', '/console/leads/new', '/console/households', '/console/households/new', file],
      ...parts.map((part) => `${file}/${part}`),
      ...[`${file}/edit`, `${file}/consents/new`, '/console/plans', '/console/gaps', '/console/referrals'],
      ...[`/console/referrals/${referralId}`, '/console/messages', '/console/providers', '/console/offerings'],
    ];
    expect(await walk(world.logins[who].username, paths)).toEqual([]);
  });

  it('fit a provider’s screen', async () => {
    const own = [
      `/console/providers/${firm.provider.id}`,
      `/console/offerings/${offeringId}`,
      '/console/offerings/new',
    ];
    const inbox = [
      '/console/referrals',
      `/console/referrals/${referralId}`,
      `/console/referrals/${referralId}/decline`,
    ];
    expect(await walk(firm.dispatcher.username, ['/console', '/console/offerings', ...own, ...inbox])).toEqual([]);
  });

  it('fit an evaluator’s and an officer’s screen', async () => {
    const evaluator = await loginAs(world.app, 'evaluator');
    expect(await walk(evaluator.username, ['/console', '/console/evaluations'])).toEqual([]);
    const money = ['/console/contracts', '/console/funds', '/console/evaluation-samples', '/console/imports'];
    expect(await walk(world.logins.officer.username, ['/console', ...money])).toEqual([]);
  });
});
