import type { Browser } from 'playwright-core';
import { type Firm, openReferralWorld, type Person, type ReferralWorld } from '../integration/referral/referral-world';
import { makeProvider } from '../factories/supply.factory';
import { openBrowser, sidewaysScroll } from '../support/browser';
import { Reader } from './reader';

const NO_HARM = '不影响您依法享有的权利和救助';
const DIGEST = /\b[0-9a-f]{64}\b/;

jest.retryTimes(0);

/** One sitting, one sheet, two lines struck, a receipt; what was struck is not shared (R98). */
describe('a consent sitting in Chromium', () => {
  let world: ReferralWorld;
  let browser: Browser;
  let address: string;
  let firm: Firm;
  let worker: Reader;
  let script: boolean;
  const readers: Reader[] = [];

  const sitDown = async (visit: { width?: number; script: boolean }) => {
    const reader = await Reader.sitDown(browser, address, visit);
    readers.push(reader);
    return reader;
  };
  const file = ({ id }: Person) => `/console/households/${id}`;
  /** The blank sheet, found from the file. */
  const open = async (person: Person) => {
    await worker.open(file(person));
    await worker.follow('一次征求同意');
    await worker.sees(NO_HARM);
  };

  beforeAll(async () => {
    world = await openReferralWorld();
    firm = await world.firm();
    address = await world.app.app.getUrl();
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    for (const reader of readers) expect(reader.scriptErrors).toEqual([]);
    await browser?.close();
    await world?.close();
  });

  describe.each([
    ['with script', true],
    ['without script', false],
  ])('%s', (_name, runs) => {
    beforeAll(async () => {
      script = runs;
      worker = await (await sitDown({ script })).signIn(world.logins.window.username);
    });

    it('is held at the desk: nothing is agreed beforehand, two lines struck, and those receivers are refused', async () => {
      const person = await world.person();
      await open(person);
      const groups = worker.page.getByRole('main').getByRole('group');
      expect(await groups.getByRole('radio', { name: '同意', exact: true, checked: true }).count()).toBe(0);
      await worker.tick('现在当面答复');
      await worker.press('登记');
      await worker.sees('请至少选择一条');
      await worker.tick('同意', '社工机构上门帮助');
      await worker.tick('划去', '慈善组织提供帮助');
      await worker.tick('划去', '医疗和康复机构提供服务');
      await worker.untick('住址（仅服务当天）');
      await worker.press('登记');
      await worker.sees('已登记您的答复。', NO_HARM);
      expect((await linesOf(worker, 'li')).slice(0, 3)).toEqual([
        expect.stringMatching(/社会工作机构.*有效/s),
        expect.stringMatching(/公益慈善组织.*不同意/s),
        expect.stringMatching(/医疗机构.*不同意/s),
      ]);
      const sitting = worker.path;
      await worker.follow('同意回执');
      await worker.sees(NO_HARM);
      expect(await linesOf(worker, 'section')).toEqual([
        expect.stringMatching(/社会工作机构.*同意/s),
        expect.stringMatching(/公益慈善组织.*已划去/s),
        expect.stringMatching(/医疗机构.*已划去/s),
      ]);
      expect(await worker.page.locator('main section').first().locator('s').allInnerTexts()).toEqual([
        '住址（仅服务当天）',
      ]);
      expect(await checked(sitting, await worker.written(DIGEST))).toContain('与存档一致，内容没有改动。');

      await worker.open(file(person));
      await worker.sees(/转介服务 · 公益慈善组织/);
      expect(await linesOf(worker, 'li')).toContainEqual(expect.stringMatching(/公益慈善组织.*不同意/s));
      const charity = await makeProvider(world.app, { kind: 'charity', name: `慈善会${script ? '一' : '二'}` });
      const struck = await world.draft(person, await world.offering({ ...firm, provider: charity }));
      await worker.open(`/console/referrals/${struck.id}/send`);
      await worker.sees('还没有覆盖这家机构的知情同意。');
      await worker.tick('家庭的知情同意');
      await worker.press('发送 1 份转介');
      await worker.sees('没有覆盖这家机构和所需信息的知情同意');
      expect(await world.look(struck)).toMatchObject({ state: 'draft', sentAt: null });
      const agreed = await world.draft(person, await world.offering(firm));
      await worker.open(`/console/referrals/${agreed.id}/send`);
      await worker.sees('家庭的知情同意有效。');
      await worker.tick('家庭的知情同意');
      await worker.press('发送 1 份转介');
      await worker.sees('转介已发送。');
    }, 120_000);

    it('is answered by the household on its own telephone, which keeps a receipt that can be checked', async () => {
      const person = await world.person();
      await open(person);
      for (const line of ['社工机构上门帮助', '慈善组织提供帮助', '志愿服务队提供帮助'])
        await worker.tick('同意', line);
      await worker.tick('稍后由本人在自己的页面答复');
      await worker.press('登记');
      await worker.sees('等待答复');
      const sitting = worker.path;
      await worker.open(`${file(person)}/link`);
      await worker.press('生成新的链接和密码');
      const household = await sitDown({ width: 320, script });
      await household.open(await worker.written(/\/h\/[\w-]{20,}/));
      await household.fill({ '6 个数字': await worker.written(/\b\d{3} \d{3}\b/) });
      await household.press('进去看看');
      await household.press('看一看');
      await household.sees(NO_HARM);
      await household.untick('转介服务 · 公益慈善组织');
      await household.untick('转介服务 · 志愿服务队');
      await household.press('我同意');
      await household.sees('已登记您的答复。', NO_HARM);
      expect(await linesOf(household, 'section')).toEqual([
        expect.stringMatching(/社会工作机构.*同意/s),
        expect.stringMatching(/公益慈善组织.*已划去/s),
        expect.stringMatching(/志愿服务队.*已划去/s),
      ]);
      expect(await sidewaysScroll(household.page)).toBe(0);
      const digest = await household.written(DIGEST);
      expect(await checked(sitting, digest)).toContain('与存档一致，内容没有改动。');
      expect(
        await checked(
          sitting,
          digest.replace(/^./, (first) => (first === '0' ? '1' : '0')),
        ),
      ).toContain('与存档的校验码不一致。');
      await household.open('/h/shared');
      expect(await linesOf(household, 'li')).toEqual([expect.stringMatching(/转介服务 · 社会工作机构/)]);
    }, 120_000);
  });

  const linesOf = (reader: Reader, element: 'li' | 'section') =>
    reader.page.getByRole('main').locator(element).allInnerTexts();

  /** What the page says to a digest that somebody brings on paper. */
  const checked = async (sitting: string, digest: string): Promise<string> => {
    expect(digest).toMatch(DIGEST);
    await worker.open(sitting);
    await worker.follow('核对回执');
    await worker.fill({ 回执上的校验码: digest });
    await worker.press('核对');
    return worker.text();
  };
});
