import type { Browser } from 'playwright-core';
import { startApp, type TestApp } from '../support/app';
import { openBrowser } from '../support/browser';
import { loadDistrict, type Login, loginAs } from '../support/district';
import { Regions, Units } from '../../src/reference/regions';
import { CreateHousehold, OpenHousehold } from '../../src/people/households';
import { memberInput } from '../factories/households.factory';
import { Reader } from './reader';

const VILLAGE = '990101001001';
const OTHER_VILLAGE = '990101002001';

jest.retryTimes(0);

/** A file out of reach: asked for, agreed to by a second person, opened, told to the household, reviewed by a third. */
describe('break-glass in Chromium', () => {
  let app: TestApp;
  let browser: Browser;
  let address: string;
  let logins: Record<'asker' | 'near' | 'centre' | 'officer', Login>;
  let number: string;
  let path: string;
  const sitDown = (script = true) => Reader.sitDown(browser, address, { script });

  beforeAll(async () => {
    app = await startApp();
    await loadDistrict(app);
    const centre = await loginAs(app, 'centre-worker');
    const unitAt = (code: string) =>
      app.as(centre.actor, async () => {
        const { path: regionPath } = await app.get(Regions).byCode(code);
        return (await app.get(Units).responsible('window', regionPath))!.id;
      });
    logins = {
      asker: await loginAs(app, 'window-worker', { unitId: await unitAt(VILLAGE) }),
      near: await loginAs(app, 'window-worker', { unitId: await unitAt(OTHER_VILLAGE) }),
      centre,
      officer: await loginAs(app, 'officer'),
    };
    const input = CreateHousehold.parse({
      ...{ regionCode: OTHER_VILLAGE, contactChannel: 'letter' },
      members: [memberInput({ name: '周秀兰' })],
    });
    const household = await app.as({ ...centre.actor, purpose: 'test' }, () => app.get(OpenHousehold).execute(input));
    number = household.number;
    path = `/console/households/${household.id}`;
    address = await app.app.getUrl();
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it('goes from the request to the review', async () => {
    const asker = await (await sitDown(false)).signIn(logins.asker.username);
    expect(await asker.open(path)).toBe(404);
    await asker.open('/console');
    await asker.follow('查阅申请');
    await asker.press('提出申请');
    await asker.tick(/紧急查阅档案/);
    await asker.fill({ 哪一户: number, 理由: '急' });
    await asker.press('提交申请');
    // Too short a reason: what was typed is still there.
    expect(await asker.page.getByRole('main').getByRole('textbox', { name: '哪一户' }).inputValue()).toBe(number);
    await asker.fill({ 理由: '老人在本村走失，要联系家属和医院' });
    await asker.press('提交申请');
    await asker.sees('等待另一位同事决定');
    const request = asker.path;
    expect(await asker.open(path)).toBe(404);

    const centre = await (await sitDown()).signIn(logins.centre.username);
    await centre.follow('1 份查阅申请等待决定');
    await centre.follow(/A-\d{4}-\d{6}/);
    await centre.sees('老人在本村走失');
    await centre.press('同意查阅');
    await centre.sees('24 小时后自动结束');

    expect(await asker.open(path)).toBe(200);
    await asker.sees('周秀兰');
    await app.drain();

    const near = await (await sitDown()).signIn(logins.near.username);
    await near.open(`${path}/link`);
    await near.press('生成新的链接和密码');
    const door = await near.written(/\/h\/[\w-]{20,}/);
    const pin = await near.written(/\b\d{3} \d{3}\b/);
    const household = await sitDown();
    await household.open(door);
    await household.fill({ '6 个数字': pin });
    await household.press('进去看看');
    await household.follow('谁临时看过您的档案');
    await household.sees(logins.asker.username, '提意见不会影响您应得的救助');

    await asker.open(request);
    await asker.press('现在就结束查阅');
    await asker.sees('查阅已结束');
    expect(await asker.open(path)).toBe(404);

    const officer = await (await sitDown()).signIn(logins.officer.username);
    await officer.follow('1 次查阅等待复核');
    await officer.follow(/A-\d{4}-\d{6}/);
    await officer.sees('household.file-read');
    await officer.tick('正当');
    await officer.fill({ 复核意见: '走失一事有出警记录，查阅必要' });
    await officer.press('提交复核');
    await officer.sees('复核已记下');
    for (const reader of [asker, centre, near, household, officer]) expect(reader.scriptErrors).toEqual([]);
  }, 120_000);
});
